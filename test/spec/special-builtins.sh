# Special builtins and their errors (XCU 2.14).

#### export gives to children
x=1; sh -c 'echo "[$x]"'; export x; sh -c 'echo "[$x]"'; export y=2; sh -c 'echo "[$y]"'
## STDOUT:
[]
[1]
[2]
## END

#### export -p can be read again
X_='a b'; export X_; export -p | grep X_; unset X_; X_="it's"; export X_; export -p | grep X_
## STDOUT:
export X_='a b'
export X_='it'"'"'s'
## END
## OK bash STDOUT:
declare -x X_="a b"
declare -x X_="it's"
## END

#### a prefix assignment is exported to the command only
x=1 sh -c 'echo $x'; echo "[$x]"
## STDOUT:
1
[]
## END

#### a prefix assignment on a special builtin stays
x=1 :; echo "[$x]"; y=2 export z=3; echo "[$y]"
## STDOUT:
[1]
[2]
## END
## OK bash STDOUT:
[]
[]
## END

#### a prefix assignment on a regular builtin goes
x=1 true; echo "[$x]"
## STDOUT:
[]
## END

#### readonly
readonly r=1; echo $r; (r=2; echo no) 2>/dev/null; echo "$? $r" | sed 's/^[^0] /nonzero /'
## STDOUT:
1
nonzero 1
## END

#### assigning a readonly variable ends the shell
readonly r=1; r=2; echo not reached
## STDERR:
dash: 1: r: is read only
## END
## status: 2
## OK busybox STDERR:
sh: r: is read only
## END
## OK bash STDERR:
bash: line 1: r: readonly variable
## END
## OK bash status: 1

#### unsetting a readonly variable ends the shell
readonly r=1; unset r; echo not reached
## STDERR:
dash: 1: unset: r: is read only
## END
## status: 2
## OK busybox STDERR:
sh: unset: line 0: r: is read only
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: unset: r: cannot unset: readonly variable
## END
## OK bash status: 0

#### a readonly variable as a prefix
readonly r=1; r=2 true; echo not reached in dash
## STDERR:
dash: 1: r: is read only
## END
## status: 2
## OK busybox STDERR:
sh: r: is read only
## END
## OK bash STDOUT:
not reached in dash
## END
## OK bash STDERR:
bash: line 1: r: readonly variable
## END
## OK bash status: 0

#### unset
x=1; unset x; echo "${x-unset}"; unset x nothing; echo $?
## STDOUT:
unset
0
## END

#### unset -v and -f
x=1; x() { echo f; }; unset -v x; x; echo "${x-unset}"; unset -f x; x 2>/dev/null; echo $?
## STDOUT:
f
unset
127
## END

#### set with arguments
set a b c; echo "$# $2"; set -- -x; echo $1; set --; echo $#
## STDOUT:
3 b
-x
0
## END

#### set - and --
set -- a; set - b c; echo "$*"; set -; echo "$*"
## STDOUT:
b c
b c
## END

#### an illegal option of set ends the shell
set -Z; echo not reached
## STDERR:
dash: 1: set: Illegal option -Z
## END
## status: 2
## OK busybox STDERR:
sh: set: line 0: illegal option -Z
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: set: -Z: invalid option
set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
## END
## OK bash status: 0

#### shift
set -- a b c; shift; echo "$*"; shift 2; echo "$#"; shift 0; echo $?
## STDOUT:
b c
0
0
## END

#### eval
x='echo $y'; y=1; eval $x; eval; echo $?; eval 'a=1; b=2'; echo $a$b; eval "echo 'a  b'"; eval 'false'; echo $?
## STDOUT:
1
0
12
a  b
1
## END

#### eval with a syntax error ends the shell
eval 'if true'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: end of file unexpected (expecting "then")
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected end of file (expecting "then")
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 2: syntax error: unexpected end of file
## END
## OK bash status: 0

#### eval in a subshell with a syntax error
(eval 'for'; echo no) 2>/dev/null; echo $?
## STDOUT:
2
## END
## OK bash STDOUT:
no
0
## END

#### dot
echo 'x=sourced; echo in file' > f; . ./f; echo $x
## STDOUT:
in file
sourced
## END

#### return from a sourced file
echo 'echo a; return 3; echo b' > f; . ./f; echo $?
## STDOUT:
a
3
## END

#### dot and a file that is not there
. ./nothing; echo not reached
## STDERR:
dash: 1: .: cannot open ./nothing: No such file
## END
## status: 2
## OK busybox STDERR:
sh: .: line 0: can't open './nothing': No such file or directory
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: ./nothing: No such file or directory
## END
## OK bash status: 0

#### dot searches PATH
mkdir d; echo 'echo found' > d/lib_; PATH=$PWD/d:$PATH; . lib_
## STDOUT:
found
## END

#### a sourced file sees and sets the positional parameters
echo 'echo "$1"; set -- new' > f; set -- old; . ./f; echo $1
## STDOUT:
old
new
## END

#### exit in a sourced file
echo 'exit 4' > f; (. ./f; echo no); echo $?
## STDOUT:
4
## END

#### exec replaces the shell
(exec echo replaced; echo no); echo $?
## STDOUT:
replaced
0
## END

#### exec of a missing command
(exec nocommand_; echo no) 2>/dev/null; echo $?
## STDOUT:
127
## END

#### break and continue
for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done; for i in 1 2 3; do [ $i = 2 ] && break; echo $i; done
## STDOUT:
1
3
1
## END

#### break several levels
for i in 1 2; do for j in a b; do [ $j = b ] && break 2; echo $i$j; done; done; for i in 1 2; do for j in a b; do continue 2; echo no; done; echo no; done; echo end
## STDOUT:
1a
end
## END

#### break with too big a number leaves all
for i in 1 2; do for j in a b; do break 9; done; echo no; done; echo out
## STDOUT:
out
## END

#### break outside a loop
break; echo $?; continue; echo $?
## STDOUT:
0
0
## END
## OK bash STDERR:
bash: line 1: break: only meaningful in a `for', `while', or `until' loop
bash: line 1: continue: only meaningful in a `for', `while', or `until' loop
## END

#### command removes what is special
command : > no/file; echo "after $?"; command eval 'if' 2>/dev/null; echo "after eval"
## STDOUT:
after 2
after eval
## END
## STDERR:
dash: 1: cannot create no/file: Directory nonexistent
## END
## OK busybox STDOUT:
after 1
after eval
## END
## OK busybox STDERR:
sh: can't create no/file: nonexistent directory
## END
## OK bash STDOUT:
after 1
after eval
## END
## OK bash STDERR:
bash: line 1: no/file: No such file or directory
## END

#### times prints two lines
times | wc -l
## STDOUT:
2
## END

#### a bad name for export ends the shell
export 1x=2; echo not reached
## STDERR:
dash: 1: export: 1x: bad variable name
## END
## status: 2
## OK busybox STDERR:
sh: export: line 0: 1x: bad variable name
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: export: `1x=2': not a valid identifier
## END
## OK bash status: 0

#### set -a exports
set -a; x=1; sh -c 'echo $x'; set +a; y=2; sh -c 'echo "[$y]"'
## STDOUT:
1
[]
## END

#### a bad option of export
export -Z; echo not reached
## STDERR:
dash: 1: export: Illegal option -Z
## END
## status: 2
## OK busybox STDERR:
sh: export: line 0: illegal option -Z
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: export: -Z: invalid option
export: usage: export [-fn] [name[=value] ...] or export -p
## END
## OK bash status: 0

#### colon expands its words
: ${x:=1}; echo $x
## STDOUT:
1
## END

#### a regular builtin's error does not end the shell
cd /nothing_; echo "status $?"; umask abc; echo "status $?"
## STDOUT:
status 2
status 2
## END
## STDERR:
dash: 1: cd: can't cd to /nothing_
dash: 1: umask: Illegal mode: abc
## END
## OK busybox STDERR:
sh: cd: line 0: can't cd to /nothing_: No such file or directory
sh: umask: line 0: illegal mode: abc
## END
## OK bash STDOUT:
status 1
status 1
## END
## OK bash STDERR:
bash: line 1: cd: /nothing_: No such file or directory
bash: line 1: umask: `b': invalid symbolic mode operator
## END

#### what is unset under allexport is still marked for export
set -a; unset zz; export -p | grep 'zz$'; yy=1; unset yy; export -p | grep 'yy$'; set +a; unset zz; export -p | grep -c 'zz$'; echo "${yy-unset}"
## STDOUT:
export zz
export yy
0
unset
## END
## OK bash STDOUT:
0
unset
## END
