# Built-ins and options that busybox has, or has otherwise.

#### command takes a declaration along
x="a b"; command readonly c=$x; echo $c; command -p export d=$x; echo $d; c2=command; $c2 $c2 readonly e=$x; echo $e
## shells: busybox
## STDOUT:
a b
a b
a b
## END

#### tildes in declared values
HOME=/h; export e=~:~ f=a:~; readonly g=~/a; h() { local i=foo:~ j=~; echo $i $j; }; echo $e $f $g; h
## shells: busybox
## STDOUT:
/h:/h a:/h /h/a
foo:/h /h
## END

#### an unknown name behind set -o is no fatal error
set -o nope; echo $?; set +o nope || echo failed; set -e; set -o nope || true; echo here
## shells: busybox
## STDOUT:
1
failed
here
## END
## STDERR:
sh: set: line 0: illegal option -o nope
sh: set: line 0: illegal option +o nope
sh: set: line 0: illegal option -o nope
## END

#### the names of set -o
set -o; set +o | head -3
## shells: busybox
## STDOUT:
errexit         off
noglob          off
ignoreeof       off
monitor         off
noexec          off
xtrace          off
verbose         off
noclobber       off
allexport       off
notify          off
nounset         off
errtrace        off
vi              off
pipefail        off
set +o errexit
set +o noglob
set +o ignoreeof
## END

#### set has no long options
set --login; echo "$?" "$#"
## shells: busybox
## STDERR:
sh: set: line 0: illegal option --
## END
## status: 2

#### $- tells of -c
echo $-; set -eu; echo $-
## shells: busybox
## STDOUT:
c
uce
## END

#### &> does not overwrite with noclobber
set -C; echo a > f; echo b &> f; echo $?; echo c >| f; cat f; echo d >& f; echo $?
## shells: busybox
## STDOUT:
1
c
1
## END
## STDERR:
sh: can't create f: File exists
sh: can't create f: File exists
## END

#### local again leaves the value
x=o; f() { local x=1; local x; echo "[$x]"; local x=2; echo "[$x]"; }; f; echo $x; g() { local x; echo "[${x-unset}]"; }; g
## shells: busybox
## STDOUT:
[1]
[2]
o
[unset]
## END

#### a file with parameters, whatever it makes of them
printf "echo \"\$@\"; set -- new args\n" > s; f() { . ./s a b; echo "$@"; }; f x y; set -- 1 2; . ./s; echo "$@"
## shells: busybox
## STDOUT:
a b
x y
1 2
new args
## END

#### . and source without a name
.; echo $?; source; echo $?
## shells: busybox
## STDOUT:
2
2
## END

#### source of nothing ends the shell
source ./nope; echo no
## shells: busybox
## STDERR:
sh: source: line 0: can't open './nope': No such file or directory
## END
## status: 2

#### the first name of command -v only
command -v echo nope for; echo $?; command -V cd nope; echo $?; command -v nope cd; echo $?
## shells: busybox
## STDOUT:
echo
0
cd is a shell builtin
0
127
## END

#### a subshell tells traps and jobs of its parent where it does nothing else
trap "echo bye" EXIT; echo "$(trap)"; echo "[$(trap; :)]"; (trap); trap | cat; sleep 1 & jobs | wc -l; (jobs) | wc -l; { jobs; } | wc -l
## shells: busybox
## STDOUT:
trap -- 'echo bye' EXIT
[]
1
0
1
bye
## END

#### the trap ERR
trap "echo E \$?" ERR; (exit 4); false || true; ! true; if false; then :; fi; trap; trap - ERR; false; trap "echo x" DEBUG
## shells: busybox
## STDOUT:
E 4
trap -- 'echo E $?' ERR
## END
## STDERR:
sh: trap: line 0: DEBUG: invalid signal specification
## END
## status: 1

#### read -n counts backslashes
echo "a\b\c\d" | { read -n 5 v; echo "[$v]"; }; echo abcdef | { read -n 3 v; echo "[$v]"; cat; }
## shells: busybox
## STDOUT:
[abc]
[abc]
def
## END

#### read of a name that is none
read 1x < /dev/null; echo $?
## shells: busybox
## STDOUT:
1
## END
## STDERR:
sh: read: '1x': bad variable name
## END

#### echo -e takes no more digits than a byte holds
echo -e "\0400 \0777 \0377 \08 \400" | od -An -tx1
## shells: busybox
## STDOUT:
 20 30 20 3f 37 20 ff 20 00 38 20 20 30 0a
## END

#### printf of numbers below the least
printf "%u %d\n" -9223372036854775808 -1; printf "%u\n" -9223372036854775809; echo $?
## shells: busybox
## STDOUT:
9223372036854775808 -1
0
1
## END
## STDERR:
sh: invalid number '-9223372036854775809'
## END

#### getopts begins anew behind the last word
getopts ab: o -a -b x; echo $o; getopts ab: o -a -b x; echo $o $OPTARG; getopts ab: o -c 2>&1; echo $o
## shells: busybox
## STDOUT:
a
b x
Illegal option -c
?
## END

#### PS4 that cannot be expanded is shown as it is
PS4='+ $((1/0)) '; set -x; echo one
## shells: busybox
## STDOUT:
one
## END
## STDERR:
sh: divide by zero
+ $((1/0)) echo one
## END

#### chdir, help, history
chdir /; pwd; type chdir; help | head -2; history; echo $?
## shells: busybox
## STDOUT:
/
chdir is a shell builtin
Built-in commands:
------------------
0
## END

#### wait -n without jobs
wait -n; echo $?; (exit 3) & wait -n $!; echo $?
## shells: busybox
## STDOUT:
127
3
## END

#### ulimit takes the last of several values
ulimit -c 0; ulimit -c; ulimit -c x; echo $?
## shells: busybox
## STDOUT:
0
1
## END
## STDERR:
sh: invalid number 'x'
## END

#### a redirection that fails ends a subshell with 2
(true) > /; echo $?; { true; } > /; echo $?
## shells: busybox
## STDOUT:
2
1
## END
## STDERR:
sh: can't create /: Is a directory
sh: can't create /: Is a directory
## END

#### lines in a script of its own
printf "echo \$LINENO\nnope\ncd /nope\n" > s; busybox sh ./s; . ./s
## shells: busybox
## STDOUT:
1
1
## END
## STDERR:
./s: line 2: nope: not found
./s: cd: line 3: can't cd to /nope: No such file or directory
sh: ./s: line 2: nope: not found
sh: cd: line 3: can't cd to /nope: No such file or directory
## END
## status: 2

#### exec -a wants an argument
exec -a; echo no
## shells: busybox
## STDERR:
sh: exec: line 0: no arg for -a option
## END
## status: 2

#### umask: empty clauses, and bits that a mask has not
umask ''; echo $?; umask ,u=r,,g=w,; umask
(umask a=t); echo $?; (umask u=rs+x); echo $?; umask o+t; umask
## shells: busybox
## STDOUT:
0
0352
2
2
0352
## END
## STDERR:
sh: umask: line 1: illegal mode: a=t
sh: umask: line 1: illegal mode: u=rs+x
## END

#### kill -l stops at the first name that it does not know
kill -l 1 d 2 e; echo $?
## shells: busybox
## STDOUT:
HUP
1
## END
## STDERR:
sh: unknown signal 'd'
## END
