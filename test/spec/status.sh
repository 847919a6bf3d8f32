# Exit statuses and what is not found.

#### a command that is not found
nocommand_; echo $?
## STDOUT:
127
## END
## STDERR:
dash: 1: nocommand_: not found
## END
## OK busybox STDERR:
sh: nocommand_: not found
## END
## OK bash STDERR:
bash: line 1: nocommand_: command not found
## END

#### a path that is not there
./nothing; echo $?; /no/such/file; echo $?
## STDOUT:
127
127
## END
## STDERR:
dash: 1: ./nothing: not found
dash: 1: /no/such/file: not found
## END
## OK busybox STDERR:
sh: ./nothing: not found
sh: /no/such/file: not found
## END
## OK bash STDERR:
bash: line 1: ./nothing: No such file or directory
bash: line 1: /no/such/file: No such file or directory
## END

#### a file that cannot be run
echo echo hi > f; ./f; echo $?
## STDOUT:
126
## END
## STDERR:
dash: 1: ./f: Permission denied
## END
## OK busybox STDERR:
sh: ./f: Permission denied
## END
## OK bash STDERR:
bash: line 1: ./f: Permission denied
## END

#### a directory cannot be run
mkdir d; ./d; echo $?
## STDOUT:
126
## END
## STDERR:
dash: 1: ./d: Permission denied
## END
## OK busybox STDERR:
sh: ./d: Permission denied
## END
## OK bash STDERR:
bash: line 1: ./d: Is a directory
## END

#### a script without a first line is run by the shell
echo 'echo hi $1' > f; chmod +x f; ./f there; echo $?
## STDOUT:
hi there
0
## END

#### a script with a first line
printf '#!/bin/sh\necho "$0" "$1"; exit 3\n' > f; chmod +x f; ./f a; echo $?
## STDOUT:
./f a
3
## END

#### statuses are taken modulo 256
(exit 256); echo $?; (exit 257); echo $?; sh -c 'exit 300'; echo $?
## STDOUT:
0
1
44
## END

#### exit without a status
false; (exit); echo $?; sh -c 'false; exit'; echo $?
## STDOUT:
1
1
## END

#### a bad exit status
exit abc; echo not reached
## STDERR:
dash: 1: exit: Illegal number: abc
## END
## status: 2
## OK busybox STDERR:
sh: exit: line 0: Illegal number: abc
## END
## OK bash STDERR:
bash: line 1: exit: abc: numeric argument required
## END

#### a signal
sh -c 'kill -KILL $$'; echo $?; sh -c 'kill -TERM $$'; echo $?
## STDOUT:
137
143
## END
## STDERR:
Killed
Terminated
## END
## OK bash stderr: any

#### the status of loops
while false; do :; done; echo $?; for i in; do :; done; echo $?; false; for i in; do :; done; echo $?; for i in 1; do false; done; echo $?; until true; do :; done; echo $?
## STDOUT:
0
0
0
1
0
## END

#### the status of if
if false; then :; fi; echo $?; if true; then false; fi; echo $?; if false; then :; else false; fi; echo $?; if false; then :; elif false; then :; fi; echo $?
## STDOUT:
0
1
1
0
## END

#### an assignment's status
x=1; echo $?; x=$(false); echo $?; false; x=1; echo $?
## STDOUT:
0
1
0
## END

#### true and false and colon
true; echo $?; false; echo $?; :; echo $?; : a b; echo $?
## STDOUT:
0
1
0
0
## END

#### an empty command
''; echo $?
## STDOUT:
127
## END
## STDERR:
dash: 1: : Permission denied
## END
## OK busybox STDERR:
sh: : Permission denied
## END
## OK bash STDERR:
bash: line 1: : command not found
## END

#### PATH decides
mkdir b; printf '#!/bin/sh\necho mine\n' > b/prog_; chmod +x b/prog_; prog_ 2>/dev/null; echo $?; PATH=$PWD/b:$PATH; prog_; PATH=/nothing prog_ 2>/dev/null; echo $?
## STDOUT:
127
mine
127
## END

#### command -v
command -v cd; command -v nothing_; echo $?; command -v if; f() { :; }; command -v f; alias a=b; command -v a
## STDOUT:
cd
127
if
f
alias a='b'
## END
## OK bash STDOUT:
cd
1
if
f
## END
## OK bash status: 1

#### a PATH entry that is empty is the working directory
printf '#!/bin/sh\necho here\n' > prog_; chmod +x prog_; PATH=:/usr/bin:/bin; prog_
## STDOUT:
here
## END
