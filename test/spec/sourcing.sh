#### variables, functions and options come over
echo 'x=1; f() { echo f; }; set -f' >f
. ./f
echo $x
f
echo *
## STDOUT:
1
f
*
## END

#### return leaves the file
echo 'echo a; return 3; echo no' >f
. ./f
echo $?
## STDOUT:
a
3
## END

#### return inside a function in the file
echo 'f() { return 4; }; f; echo $?; echo b' >f
. ./f
## STDOUT:
4
b
## END

#### exit leaves the shell
echo 'exit 5' >f
. ./f
echo no
## status: 5

#### the status is that of the last command
echo 'false' >f
. ./f
echo $?
: >g
false
. ./g
echo $?
## STDOUT:
1
0
## END

#### a name without a slash is looked up in PATH
mkdir d
echo 'echo found' >d/lib
PATH=$PWD/d:$PATH
. lib
## STDOUT:
found
## END

#### the file need not be executable
echo 'echo ok' >f
chmod 644 f
. ./f
## STDOUT:
ok
## END

#### a file that is not there
. ./nofile
echo no
## STDERR:
dash: 1: .: cannot open ./nofile: No such file
## END
## status: 2
## OK busybox STDERR:
sh: .: line 0: can't open './nofile': No such file or directory
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: ./nofile: No such file or directory
## END
## OK bash status: 0

#### not even in PATH
. nosuchfile
echo no
## STDERR:
dash: 1: .: nosuchfile: not found
## END
## status: 2
## OK busybox STDERR:
sh: .: line 0: nosuchfile: not found
## END
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: nosuchfile: No such file or directory
## END
## OK bash status: 0

#### break in a file leaves the caller's loop
echo 'break' >f
for i in 1 2; do . ./f; echo no; done
echo end
## STDOUT:
end
## END

#### a loop in the file is its own
echo 'for i in 1 2; do break; done; echo b' >f
for j in x y; do . ./f; done
## STDOUT:
b
b
## END

#### parameters of the caller
echo 'echo $1 $#' >f
set -- p q
. ./f
## STDOUT:
p 2
## END

#### parameters after the file
echo 'echo $1 $#' >f
set -- p q
. ./f x
echo $1
## STDOUT:
p 2
p
## END
## OK busybox STDOUT:
x 1
p
## END
## OK bash STDOUT:
x 1
p
## END

#### set -- in the file
echo 'set -- new' >f
set -- old
. ./f
echo $1
## STDOUT:
new
## END

#### inside a function the file sees the function's parameters
echo 'echo $1; x=2' >f
f() { . ./f; }
f arg
echo $x
## STDOUT:
arg
2
## END

#### files that source each other
echo 'echo f; . ./g; echo f again' >f
echo 'echo g' >g
. ./f
## STDOUT:
f
g
f again
## END

#### redirections
echo 'echo a; echo b >&2' >f
. ./f >out 2>&1
cat out
## STDOUT:
a
b
## END

#### $0 stays
echo 'echo ${0##*/}' >f
[ "$(. ./f)" = "${0##*/}" ] && echo same
## STDOUT:
same
## END

#### assignments before it stay
echo 'echo $x' >f
x=1 . ./f
echo "[$x]"
## STDOUT:
1
[1]
## END
## OK bash STDOUT:
1
[]
## END

#### a script run by the shell has a shell of its own
echo 'x=2; echo "$0 $1"; return 3; echo no' >f
x=1
sh ./f arg
echo $? $x
## shells: dash busybox
## STDOUT:
./f arg
3 1
## END

#### the shell's options as arguments
sh -c 'echo "$0 $1"' name arg
sh -ec 'false; echo no'
echo $?
echo 'echo $1' | sh -s arg
sh -u -c 'echo ${x-}$1'
## shells: dash
## STDOUT:
name arg
1
arg
## END
## STDERR:
sh: 1: 1: parameter not set
## END
## status: 2

#### a script from standard input
echo 'echo a
echo b' | sh
## STDOUT:
a
b
## END

#### a script without a final newline
printf 'echo a' >f
sh f
. ./f
## STDOUT:
a
a
## END
