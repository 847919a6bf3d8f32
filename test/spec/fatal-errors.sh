#### an unset parameter with ?
echo ${x?}
echo no
## STDERR:
dash: 1: x: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: x: parameter not set
## END
## OK bash STDERR:
bash: line 1: x: parameter not set
## END
## OK bash status: 127

#### with a message
echo ${x?a message}
echo no
## STDERR:
dash: 1: x: a message
## END
## status: 2
## OK busybox STDERR:
sh: x: a message
## END
## OK bash STDERR:
bash: line 1: x: a message
## END
## OK bash status: 127

#### an empty one with :?
x=
echo ${x:?}
echo no
## STDERR:
dash: 2: x: parameter not set or null
## END
## status: 2
## OK busybox STDERR:
sh: x: parameter not set or null
## END
## OK bash STDERR:
bash: line 2: x: parameter null or not set
## END
## OK bash status: 127

#### set -u
set -u
echo $x
echo no
## STDERR:
dash: 2: x: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: x: parameter not set
## END
## OK bash STDERR:
bash: line 2: x: unbound variable
## END
## OK bash status: 127

#### set -u and parameters that may be unset
set -u
echo "[${x-}]" "[$@]" "[$*]" $#
echo ${#x}
echo no
## STDOUT:
[] [] [] 0
## END
## STDERR:
dash: 3: x: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: x: parameter not set
## END
## OK bash STDERR:
bash: line 3: x: unbound variable
## END
## OK bash status: 127

#### set -u and positional parameters
set -u
set -- a
echo $1
echo $2
echo no
## STDOUT:
a
## END
## STDERR:
dash: 4: 2: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: 2: parameter not set
## END
## OK bash STDERR:
bash: line 4: $2: unbound variable
## END
## OK bash status: 127

#### in a subshell only the subshell ends
(echo ${x?})
echo $?
(: </nonexistent; echo no)
echo $?
## STDOUT:
2
2
## END
## STDERR:
dash: 1: x: parameter not set
dash: 3: cannot open /nonexistent: No such file
## END
## OK busybox STDOUT:
2
1
## END
## OK busybox STDERR:
sh: x: parameter not set
sh: can't open /nonexistent: no such file
## END
## OK bash STDOUT:
1
no
0
## END
## OK bash STDERR:
bash: line 1: x: parameter not set
bash: line 3: /nonexistent: No such file or directory
## END

#### in a substitution too
y=$(echo ${x?}; echo no)
echo "$? [$y]"
## STDOUT:
2 []
## END
## STDERR:
dash: 1: x: parameter not set
## END
## OK busybox STDERR:
sh: x: parameter not set
## END
## OK bash STDOUT:
1 []
## END
## OK bash STDERR:
bash: line 1: x: parameter not set
## END

#### a readonly variable assigned
readonly x=1
x=2
echo no
## STDERR:
dash: 2: x: is read only
## END
## status: 2
## OK busybox STDERR:
sh: x: is read only
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
## END
## OK bash status: 0

#### before a command
readonly x=1
x=2 true
echo no
## STDERR:
dash: 2: x: is read only
## END
## status: 2
## OK busybox STDERR:
sh: x: is read only
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
## END
## OK bash status: 0

#### in for
readonly x=1
for x in a; do echo no; done
echo no
## STDERR:
dash: 2: x: is read only
## END
## status: 2
## OK busybox STDERR:
sh: x: is read only
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
## END
## OK bash status: 0

#### by read
readonly x=1
echo a | read x
echo $?
read x </dev/null
echo $?
## STDOUT:
2
2
## END
## STDERR:
dash: 2: read: x: is read only
dash: 4: read: x: is read only
## END
## OK busybox STDERR:
sh: read: line 1: x: is read only
sh: read: line 3: x: is read only
## END
## OK bash STDOUT:
1
1
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
bash: line 4: x: readonly variable
## END

#### by ${x:=}
readonly x
: ${x:=1}
echo no
## STDERR:
dash: 2: x: is read only
## END
## status: 2
## OK busybox STDERR:
sh: x: is read only
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
## END
## OK bash status: 0

#### in arithmetic
readonly x=1
: $((x=2))
echo no
## STDERR:
dash: 2: x: is read only
## END
## status: 2
## OK busybox STDERR:
sh: x: is read only
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
## END
## OK bash status: 0

#### by export and unset
readonly x=1
(export x=2; echo no)
echo $?
(unset x; echo no)
echo $?
## STDOUT:
2
2
## END
## STDERR:
dash: 2: export: x: is read only
dash: 4: unset: x: is read only
## END
## OK busybox STDERR:
sh: export: line 1: x: is read only
sh: unset: line 3: x: is read only
## END
## OK bash STDOUT:
no
0
no
0
## END
## OK bash STDERR:
bash: line 2: x: readonly variable
bash: line 4: unset: x: cannot unset: readonly variable
## END

#### division by zero
echo $((1/0))
echo no
## STDERR:
dash: 1: arithmetic expression: division by zero: "1/0"
## END
## status: 2
## OK busybox STDERR:
sh: divide by zero
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: 1/0: division by 0 (error token is "0")
## END
## OK bash status: 0

#### bad arithmetic
echo $((1+))
echo no
## STDERR:
dash: 1: arithmetic expression: expecting primary: "1+"
## END
## status: 2
## OK busybox STDERR:
sh: arithmetic syntax error
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: 1+: syntax error: operand expected (error token is "+")
## END
## OK bash status: 0

#### a special builtin with wrong arguments
(shift 5; echo no)
echo $?
(set -Z; echo no)
echo $?
(export 1x; echo no)
echo $?
(exit nan; echo no)
echo $?
(. ./nofile; echo no)
echo $?
(break 0; echo no)
echo $?
## STDOUT:
2
2
2
2
2
2
## END
## STDERR:
dash: 1: shift: can't shift that many
dash: 3: set: Illegal option -Z
dash: 5: export: 1x: bad variable name
dash: 7: exit: Illegal number: nan
dash: 9: .: cannot open ./nofile: No such file
dash: 11: break: Illegal number: 0
## END
## OK busybox STDOUT:
no
0
2
2
2
2
2
## END
## OK busybox STDERR:
sh: set: line 2: illegal option -Z
sh: export: line 4: 1x: bad variable name
sh: exit: line 6: Illegal number: nan
sh: .: line 8: can't open './nofile': No such file or directory
sh: break: line 10: Illegal number: 0
## END
## OK bash STDOUT:
no
0
no
0
no
0
2
no
0
no
0
## END
## OK bash STDERR:
bash: line 3: set: -Z: invalid option
set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
bash: line 5: export: `1x': not a valid identifier
bash: line 7: exit: nan: numeric argument required
bash: line 9: ./nofile: No such file or directory
bash: line 11: break: only meaningful in a `for', `while', or `until' loop
## END

#### behind command they only fail
command shift 5
echo $?
command set -Z
echo $?
command export 1x
echo $?
command . ./nofile
echo $?
## STDOUT:
2
2
2
2
## END
## STDERR:
dash: 1: shift: can't shift that many
dash: 3: set: Illegal option -Z
dash: 5: export: 1x: bad variable name
dash: 7: .: cannot open ./nofile: No such file
## END
## OK busybox STDOUT:
1
2
2
2
## END
## OK busybox STDERR:
sh: set: line 2: illegal option -Z
sh: export: line 4: 1x: bad variable name
sh: .: line 6: can't open './nofile': No such file or directory
## END
## OK bash STDOUT:
1
2
1
1
## END
## OK bash STDERR:
bash: line 3: set: -Z: invalid option
set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
bash: line 5: export: `1x': not a valid identifier
bash: line 7: ./nofile: No such file or directory
## END

#### exec of what is not there
(exec nosuchcommand; echo no)
echo $?
(exec ./nofile; echo no)
echo $?
## not-yet: bash
## STDOUT:
127
127
## END
## STDERR:
dash: 1: exec: nosuchcommand: not found
dash: 3: exec: ./nofile: not found
## END
## OK busybox STDERR:
sh: exec: line 0: nosuchcommand: not found
sh: exec: line 2: ./nofile: not found
## END
## OK bash STDERR:
bash: line 1: exec: nosuchcommand: not found
bash: line 3: /tmp/case/nofile: No such file or directory
## END

#### a regular builtin's error does not end the shell
cd /nonexistent
echo $?
read 1x
echo $?
kill
echo $?
## STDOUT:
2
2
2
## END
## STDERR:
dash: 1: cd: can't cd to /nonexistent
dash: 3: read: 1x: bad variable name
dash: 5: kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or
kill -l [exitstatus]
## END
## OK busybox STDOUT:
2
1
1
## END
## OK busybox STDERR:
sh: cd: line 0: can't cd to /nonexistent: No such file or directory
sh: read: '1x': bad variable name
sh: you need to specify whom to kill
## END
## OK bash STDOUT:
1
1
2
## END
## OK bash STDERR:
bash: line 1: cd: /nonexistent: No such file or directory
bash: line 3: read: `1x': not a valid identifier
kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]
## END

#### a command that is not found
nosuchcommand
echo $?
./nofile
echo $?
## STDOUT:
127
127
## END
## STDERR:
dash: 1: nosuchcommand: not found
dash: 3: ./nofile: not found
## END
## OK busybox STDERR:
sh: nosuchcommand: not found
sh: ./nofile: not found
## END
## OK bash STDERR:
bash: line 1: nosuchcommand: command not found
bash: line 3: ./nofile: No such file or directory
## END

#### a file that cannot be run
echo text >f
./f
echo $?
/
echo $?
''
echo $?
## STDOUT:
126
126
127
## END
## STDERR:
dash: 2: ./f: Permission denied
dash: 4: /: Permission denied
dash: 6: : Permission denied
## END
## OK busybox STDERR:
sh: ./f: Permission denied
sh: /: Permission denied
sh: : Permission denied
## END
## OK bash STDERR:
bash: line 2: ./f: Permission denied
bash: line 4: /: Is a directory
bash: line 6: : command not found
## END

#### inside eval and sourced files the name is told
eval nosuchcommand
echo 'nosuchcommand' >f
. ./f
eval 'eval nosuchcommand'
## STDERR:
dash: 1: eval: nosuchcommand: not found
dash: 1: ./f: nosuchcommand: not found
dash: 1: eval: nosuchcommand: not found
## END
## status: 127
## OK busybox STDERR:
sh: eval: line 0: nosuchcommand: not found
sh: ./f: line 1: nosuchcommand: not found
sh: eval: line 3: nosuchcommand: not found
## END
## OK bash STDERR:
bash: line 1: nosuchcommand: command not found
./f: line 1: nosuchcommand: command not found
bash: line 4: nosuchcommand: command not found
## END

#### the line is that of the command
nosuchcommand

f() {
  nosuchcommand2
}

f
## STDERR:
dash: 1: nosuchcommand: not found
dash: 4: nosuchcommand2: not found
## END
## status: 127
## OK busybox STDERR:
sh: nosuchcommand: not found
sh: nosuchcommand2: not found
## END
## OK bash STDERR:
bash: line 1: nosuchcommand: command not found
environment: line 4: nosuchcommand2: command not found
## END

#### an error inside a function ends everything
f() { echo ${x?}; }
f
echo no
## STDERR:
dash: 1: x: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: x: parameter not set
## END
## OK bash STDERR:
environment: line 1: x: parameter not set
## END
## OK bash status: 127

#### the status of the shell
sh -c 'echo ${x?}' 2>/dev/null
echo $?
sh -c 'if' 2>/dev/null
echo $?
## shells: dash busybox
## STDOUT:
2
2
## END

#### a non-executable script is refused, a script without #! is run
echo 'echo ran $1' >f
chmod +x f
./f arg
## STDOUT:
ran arg
## END

#### an interpreter that is not there
printf '#!/nonexistent\n' >f
chmod +x f
./f
echo $?
## STDOUT:
127
## END
## STDERR:
dash: 3: ./f: not found
## END
## OK busybox STDERR:
sh: ./f: not found
## END
## OK bash STDERR:
bash: line 3: ./f: cannot execute: required file not found
## END
