#### parameters are the function's own
f() { echo "$# $1"; shift; echo "$# $1"; }
set -- x y z
f a b
echo "$# $1"
## STDOUT:
2 a
1 b
3 x
## END

#### the status is that of the last command
f() { true; false; }
f
echo $?
## STDOUT:
1
## END

#### return with and without a status
f() { return 3; echo no; }
g() { false; return; }
f
echo $?
g
echo $?
## STDOUT:
3
1
## END

#### return from inside loops
f() { for i in 1 2; do while :; do return 4; done; done; echo no; }
f
echo $?
## STDOUT:
4
## END

#### return in a subshell leaves only the subshell
f() { (return 5); echo $?; }
f
## STDOUT:
5
## END

#### variables are shared
f() { x=2; }
x=1
f
echo $x
## STDOUT:
2
## END

#### local keeps the outer value until it is assigned
f() { local x; echo "[$x]"; x=2; echo "[$x]"; }
x=1
f
echo "[$x]"
## STDOUT:
[1]
[2]
[1]
## END
## OK busybox STDOUT:
[]
[2]
[1]
## END
## OK bash STDOUT:
[]
[2]
[1]
## END

#### local variables are seen by functions that are called
f() { local x=1; g; echo $x; }
g() { echo $x; x=2; }
x=0
f
echo $x
## STDOUT:
1
2
0
## END

#### unset of a local variable
f() { local x=1; unset x; echo "[${x-unset}]"; }
x=0
f
echo $x
## STDOUT:
[unset]
0
## END

#### local of a variable that does not exist
f() { local y=1; }
f
echo "[${y-unset}]"
## STDOUT:
[unset]
## END

#### local - keeps the options
f() { local -; set -f; echo *; }
touch a b
f
echo *
## STDOUT:
*
a b
## END

#### local outside of a function
local x
echo no
## STDERR:
dash: 1: local: not in a function
## END
## status: 2
## OK busybox STDERR:
sh: local: line 0: not in a function
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: local: can only be used in a function
## END
## OK bash status: 0

#### local in a sourced file, called at the top level
echo 'local x=1; echo in' >f
. ./f
echo no
## STDERR:
dash: 1: local: not in a function
## END
## status: 2
## OK busybox STDERR:
sh: local: line 1: not in a function
## END
## OK bash STDOUT:
in
no
## END
## OK bash STDERR:
./f: line 1: local: can only be used in a function
## END
## OK bash status: 0

#### local in a sourced file, called in a function
echo 'local x=1; echo in' >f
f() { . ./f; echo $x; }
f
echo "[$x]"
## STDOUT:
in
1
[]
## END

#### recursion
f() { local n=$1; [ $n -gt 0 ] && f $((n-1)); echo $n; }
f 3
## STDOUT:
0
1
2
3
## END

#### endless recursion ends
f() { f; }
f
echo no
## shells: dash
## STDERR:
dash: 1: Maximum function recursion depth (1000) reached
## END
## status: 2

#### a function may redefine itself
f() { f() { echo second; }; echo first; }
f
f
## STDOUT:
first
second
## END

#### a function inside a subshell stays there
(f() { echo in; }; f)
f
echo $?
## STDOUT:
in
127
## END
## STDERR:
dash: 2: f: not found
## END
## OK busybox STDERR:
sh: f: not found
## END
## OK bash STDERR:
bash: line 2: f: command not found
## END

#### a body that is a subshell
f() (x=1; exit 5)
x=0
f
echo $? $x
## STDOUT:
5 0
## END

#### a body that is another compound command
f() if [ $1 = a ]; then echo yes; else echo no; fi
f a
f b
g() for i in "$@"; do echo $i; done
g 1 2
## STDOUT:
yes
no
1
2
## END

#### redirections of the definition are done at each call
f() { echo out; echo err >&2; } >file 2>&1
f
f
cat file
## STDOUT:
out
err
## END

#### an assignment before a call is gone after it
f() { echo $x; x=9; }
x=1
x=2 f
echo $x
## STDOUT:
2
1
## END

#### an assignment before a call is exported meanwhile
f() { sh -c 'echo "[$x]"'; }
x=2 f
sh -c 'echo "[$x]"'
## STDOUT:
[2]
[]
## END

#### a function hides a program and a regular builtin
cat() { echo mine; }
cat
echo() { printf 'mine %s\n' "$1"; }
echo a
## STDOUT:
mine
mine a
## END

#### command skips functions
echo() { printf 'mine\n'; }
command echo builtin
## STDOUT:
builtin
## END

#### unset -f
f() { echo f; }
unset -f f
f
echo $?
## STDOUT:
127
## END
## STDERR:
dash: 3: f: not found
## END
## OK busybox STDERR:
sh: f: not found
## END
## OK bash STDERR:
bash: line 3: f: command not found
## END

#### a variable and a function of the same name
f=var
f() { echo fn; }
f
echo $f
unset f
f
## STDOUT:
fn
var
fn
## END

#### break inside a function does not leave the caller's loop
f() { break; echo after; }
for i in 1 2; do f; echo $i; done
## STDOUT:
after
1
after
2
## END
## OK busybox STDOUT:
## END
## OK bash STDERR:
environment: line 1: break: only meaningful in a `for', `while', or `until' loop
environment: line 1: break: only meaningful in a `for', `while', or `until' loop
## END

#### getopts inside a function begins anew
f() { while getopts ab o; do echo $o; done; }
f -a -b
f -b
## STDOUT:
a
b
b
## END
## OK bash STDOUT:
a
b
## END

#### $0 stays
f() { echo ${0##*/} | sed 's/^dash$\|^busybox$\|^bash$/shell/'; }
f
## STDOUT:
shell
## END
## OK busybox STDOUT:
sh
## END

#### exit leaves the shell
f() { exit 3; }
f
echo no
## status: 3

#### exit in a pipeline leaves the stage
f() { exit 3; }
f | cat
echo $?
## STDOUT:
0
## END
