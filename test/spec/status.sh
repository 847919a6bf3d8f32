# Exit statuses and what is not found.

#### a command that is not found
nocommand_; echo $?

#### a path that is not there
./nothing; echo $?; /no/such/file; echo $?

#### a file that cannot be run
echo echo hi > f; ./f; echo $?

#### a directory cannot be run
mkdir d; ./d; echo $?

#### a script without a first line is run by the shell
echo 'echo hi $1' > f; chmod +x f; ./f there; echo $?

#### a script with a first line
printf '#!/bin/sh\necho "$0" "$1"; exit 3\n' > f; chmod +x f; ./f a; echo $?

#### statuses are taken modulo 256
(exit 256); echo $?; (exit 257); echo $?; sh -c 'exit 300'; echo $?

#### exit without a status
false; (exit); echo $?; sh -c 'false; exit'; echo $?

#### a bad exit status
exit abc; echo not reached

#### a signal
sh -c 'kill -KILL $$'; echo $?; sh -c 'kill -TERM $$'; echo $?

#### the status of loops
while false; do :; done; echo $?; for i in; do :; done; echo $?; false; for i in; do :; done; echo $?; for i in 1; do false; done; echo $?; until true; do :; done; echo $?

#### the status of if
if false; then :; fi; echo $?; if true; then false; fi; echo $?; if false; then :; else false; fi; echo $?; if false; then :; elif false; then :; fi; echo $?

#### an assignment's status
x=1; echo $?; x=$(false); echo $?; false; x=1; echo $?

#### true and false and colon
true; echo $?; false; echo $?; :; echo $?; : a b; echo $?

#### an empty command
''; echo $?

#### PATH decides
mkdir b; printf '#!/bin/sh\necho mine\n' > b/prog_; chmod +x b/prog_; prog_ 2>/dev/null; echo $?; PATH=$PWD/b:$PATH; prog_; PATH=/nothing prog_ 2>/dev/null; echo $?

#### command -v
command -v cd; command -v nothing_; echo $?; command -v if; f() { :; }; command -v f; alias a=b; command -v a

#### a PATH entry that is empty is the working directory
printf '#!/bin/sh\necho here\n' > prog_; chmod +x prog_; PATH=:/usr/bin:/bin; prog_
