# Functions (XCU 2.9.5) and local.

#### arguments and status
f() { echo "$# $1 $2"; return 3; }; f a 'b c'; echo $?
## STDOUT:
2 a b c
3
## END

#### the positional parameters come back
set -- x y; f() { set -- 1 2 3; echo $#; }; f a; echo "$# $1"
## STDOUT:
3
2 x
## END

#### $0 stays
f() { echo "$0" | sed 's/.*/same/'; }; f
## STDOUT:
same
## END

#### a function shadows a builtin and a program
echo() { printf 'mine: %s\n' "$1"; }; echo a; unset -f echo; echo b
## STDOUT:
mine: a
b
## END

#### recursion
f() { [ $1 -eq 0 ] && return; printf '%s ' $1; f $(($1-1)); }; f 5; echo
## STDOUT:
5 4 3 2 1 
## END

#### local variables
x=outer; f() { local x=inner; echo $x; g; }; g() { echo "g sees $x"; x=changed; }; f; echo $x
## STDOUT:
inner
g sees inner
outer
## END

#### local without a value keeps the outer one in dash
x=outer; f() { local x; echo "[$x]"; x=1; }; f; echo $x
## STDOUT:
[outer]
outer
## END
## OK busybox STDOUT:
[]
outer
## END
## OK bash STDOUT:
[]
outer
## END

#### local of several names
f() { local a=1 b=2 c; c=3; echo $a$b$c; }; a=x; f; echo $a$b$c
## STDOUT:
123
x
## END

#### local undone on return
f() { local v=1; return 5; }; v=0; f; echo "$? $v"
## STDOUT:
5 0
## END

#### a prefix assignment on a function
x=0; f() { echo $x; }; x=1 f; echo $x
## STDOUT:
1
0
## END

#### a prefix assignment on a function is exported to its children
f() { sh -c 'echo $x'; }; x=1 f
## STDOUT:
1
## END

#### return without a status
f() { false; return; }; f; echo $?; g() { true; return; }; g; echo $?
## STDOUT:
1
0
## END

#### return in a loop and in an if
f() { for i in 1 2 3; do if [ $i = 2 ]; then return $i; fi; done; }; f; echo $?
## STDOUT:
2
## END

#### a function in a pipeline is a subshell
x=0; f() { x=1; echo out; }; f | cat; echo $x
## STDOUT:
out
0
## END

#### a function whose body is a subshell
x=0; f() (x=1; exit 4); f; echo $? $x
## STDOUT:
4 0
## END

#### redefinition inside itself
f() { f() { echo second; }; echo first; }; f; f
## STDOUT:
first
second
## END

#### a function with redirections on its body
f() { cat; } <<E
body
E
f
## STDOUT:
body
## END

#### unset -f
f() { echo a; }; unset -f f; f 2>/dev/null; echo $?
## STDOUT:
127
## END

#### a function and a variable of the same name
f=var; f() { echo func; }; f; echo $f; unset f; f
## STDOUT:
func
var
func
## END

#### $@ through several levels
f() { g "$@"; }; g() { printf '<%s>' "$@"; echo; }; f 'a b' '' c
## STDOUT:
<a b><><c>
## END

#### shift
f() { shift; echo "$*"; shift 2; echo "$# $*"; }; f a b c d
## STDOUT:
b c d
1 d
## END

#### too many shifts
set -- a; shift 2; echo not reached in dash
## STDERR:
dash: 1: shift: can't shift that many
## END
## status: 2
## OK busybox STDOUT:
not reached in dash
## END
## OK busybox STDERR:
## END
## OK busybox status: 0
## OK bash STDOUT:
not reached in dash
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### break inside a function does not leave the caller's loop
## shells: dash busybox
f() { break; echo in f; }; for i in 1 2; do f; echo $i; done
## STDOUT:
in f
1
in f
2
## END
## OK busybox STDOUT:
## END

#### the status of an empty definition is 0
false; f() { :; }; echo $?
## STDOUT:
0
## END

#### names that look like keywords in arguments
f() { echo "$@"; }; f if then fi case esac
## STDOUT:
if then fi case esac
## END

#### defined in a subshell, unknown outside
(f() { echo a; }; f); f 2>/dev/null; echo $?
## STDOUT:
a
127
## END

#### local - restores the options
## shells: dash
f() { local -; set -f; echo *nothing*; }; f; case $- in *f*) echo still;; *) echo restored;; esac
## STDOUT:
*nothing*
restored
## END

#### local outside a function
local x=1; echo "status $?"
## STDERR:
dash: 1: local: not in a function
## END
## status: 2
## OK busybox STDERR:
sh: local: line 0: not in a function
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: local: can only be used in a function
## END
## OK bash status: 0
