# Special builtins and their errors (XCU 2.14).

#### export gives to children
x=1; sh -c 'echo "[$x]"'; export x; sh -c 'echo "[$x]"'; export y=2; sh -c 'echo "[$y]"'

#### export -p can be read again
X_='a b'; export X_; export -p | grep X_; unset X_; X_="it's"; export X_; export -p | grep X_

#### a prefix assignment is exported to the command only
x=1 sh -c 'echo $x'; echo "[$x]"

#### a prefix assignment on a special builtin stays
x=1 :; echo "[$x]"; y=2 export z=3; echo "[$y]"

#### a prefix assignment on a regular builtin goes
x=1 true; echo "[$x]"

#### readonly
readonly r=1; echo $r; (r=2; echo no) 2>/dev/null; echo "$? $r" | sed 's/^[^0] /nonzero /'

#### assigning a readonly variable ends the shell
readonly r=1; r=2; echo not reached

#### unsetting a readonly variable ends the shell
readonly r=1; unset r; echo not reached

#### a readonly variable as a prefix
readonly r=1; r=2 true; echo not reached in dash

#### unset
x=1; unset x; echo "${x-unset}"; unset x nothing; echo $?

#### unset -v and -f
x=1; x() { echo f; }; unset -v x; x; echo "${x-unset}"; unset -f x; x 2>/dev/null; echo $?

#### set with arguments
set a b c; echo "$# $2"; set -- -x; echo $1; set --; echo $#

#### set - and --
set -- a; set - b c; echo "$*"; set -; echo "$*"

#### an illegal option of set ends the shell
set -Z; echo not reached

#### shift
set -- a b c; shift; echo "$*"; shift 2; echo "$#"; shift 0; echo $?

#### eval
x='echo $y'; y=1; eval $x; eval; echo $?; eval 'a=1; b=2'; echo $a$b; eval "echo 'a  b'"; eval 'false'; echo $?

#### eval with a syntax error ends the shell
eval 'if true'; echo not reached

#### eval in a subshell with a syntax error
(eval 'for'; echo no) 2>/dev/null; echo $?

#### dot
echo 'x=sourced; echo in file' > f; . ./f; echo $x

#### return from a sourced file
echo 'echo a; return 3; echo b' > f; . ./f; echo $?

#### dot and a file that is not there
. ./nothing; echo not reached

#### dot searches PATH
mkdir d; echo 'echo found' > d/lib_; PATH=$PWD/d:$PATH; . lib_

#### a sourced file sees and sets the positional parameters
echo 'echo "$1"; set -- new' > f; set -- old; . ./f; echo $1

#### exit in a sourced file
echo 'exit 4' > f; (. ./f; echo no); echo $?

#### exec replaces the shell
(exec echo replaced; echo no); echo $?

#### exec of a missing command
(exec nocommand_; echo no) 2>/dev/null; echo $?

#### break and continue
for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done; for i in 1 2 3; do [ $i = 2 ] && break; echo $i; done

#### break several levels
for i in 1 2; do for j in a b; do [ $j = b ] && break 2; echo $i$j; done; done; for i in 1 2; do for j in a b; do continue 2; echo no; done; echo no; done; echo end

#### break with too big a number leaves all
for i in 1 2; do for j in a b; do break 9; done; echo no; done; echo out

#### break outside a loop
break; echo $?; continue; echo $?

#### command removes what is special
command : > no/file; echo "after $?"; command eval 'if' 2>/dev/null; echo "after eval"

#### times prints two lines
times | wc -l

#### a bad name for export ends the shell
export 1x=2; echo not reached

#### set -a exports
set -a; x=1; sh -c 'echo $x'; set +a; y=2; sh -c 'echo "[$y]"'

#### a bad option of export
export -Z; echo not reached

#### colon expands its words
: ${x:=1}; echo $x

#### a regular builtin's error does not end the shell
cd /nothing_; echo "status $?"; umask abc; echo "status $?"
