#### parameters are the function's own
f() { echo "$# $1"; shift; echo "$# $1"; }
set -- x y z
f a b
echo "$# $1"

#### the status is that of the last command
f() { true; false; }
f
echo $?

#### return with and without a status
f() { return 3; echo no; }
g() { false; return; }
f
echo $?
g
echo $?

#### return from inside loops
f() { for i in 1 2; do while :; do return 4; done; done; echo no; }
f
echo $?

#### return in a subshell leaves only the subshell
f() { (return 5); echo $?; }
f

#### variables are shared
f() { x=2; }
x=1
f
echo $x

#### local keeps the outer value until it is assigned
f() { local x; echo "[$x]"; x=2; echo "[$x]"; }
x=1
f
echo "[$x]"

#### local variables are seen by functions that are called
f() { local x=1; g; echo $x; }
g() { echo $x; x=2; }
x=0
f
echo $x

#### unset of a local variable
f() { local x=1; unset x; echo "[${x-unset}]"; }
x=0
f
echo $x

#### local of a variable that does not exist
f() { local y=1; }
f
echo "[${y-unset}]"

#### local - keeps the options
f() { local -; set -f; echo *; }
touch a b
f
echo *

#### local outside of a function
local x
echo no

#### local in a sourced file, called at the top level
echo 'local x=1; echo in' >f
. ./f
echo no
## shells: dash busybox

#### local in a sourced file, called in a function
echo 'local x=1; echo in' >f
f() { . ./f; echo $x; }
f
echo "[$x]"

#### recursion
f() { local n=$1; [ $n -gt 0 ] && f $((n-1)); echo $n; }
f 3

#### endless recursion ends
f() { f; }
f
echo no
## shells: dash

#### a function may redefine itself
f() { f() { echo second; }; echo first; }
f
f

#### a function inside a subshell stays there
(f() { echo in; }; f)
f
echo $?

#### a body that is a subshell
f() (x=1; exit 5)
x=0
f
echo $? $x

#### a body that is another compound command
f() if [ $1 = a ]; then echo yes; else echo no; fi
f a
f b
g() for i in "$@"; do echo $i; done
g 1 2

#### redirections of the definition are done at each call
f() { echo out; echo err >&2; } >file 2>&1
f
f
cat file

#### an assignment before a call is gone after it
f() { echo $x; x=9; }
x=1
x=2 f
echo $x

#### an assignment before a call is exported meanwhile
f() { sh -c 'echo "[$x]"'; }
x=2 f
sh -c 'echo "[$x]"'

#### a function hides a program and a regular builtin
cat() { echo mine; }
cat
echo() { printf 'mine %s\n' "$1"; }
echo a

#### command skips functions
echo() { printf 'mine\n'; }
command echo builtin

#### unset -f
f() { echo f; }
unset -f f
f
echo $?

#### a variable and a function of the same name
f=var
f() { echo fn; }
f
echo $f
unset f
f

#### break inside a function does not leave the caller's loop
f() { break; echo after; }
for i in 1 2; do f; echo $i; done
## shells: dash busybox

#### getopts inside a function begins anew
f() { while getopts ab o; do echo $o; done; }
f -a -b
f -b
## shells: dash busybox

#### $0 stays
f() { echo ${0##*/} | sed 's/^dash$\|^busybox$\|^bash$/shell/'; }
f

#### exit leaves the shell
f() { exit 3; }
f
echo no

#### exit in a pipeline leaves the stage
f() { exit 3; }
f | cat
echo $?

