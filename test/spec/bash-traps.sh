#### trap -p and listings
trap 'echo hi' INT EXIT sigterm USR1
trap -p INT TERM foo; echo $?
trap
trap - EXIT INT USR1
trap '' HUP
trap 2 15
trap -p
## shells: bash
## STDOUT:
trap -- 'echo hi' SIGINT
trap -- 'echo hi' SIGTERM
1
trap -- 'echo hi' EXIT
trap -- 'echo hi' SIGINT
trap -- 'echo hi' SIGUSR1
trap -- 'echo hi' SIGTERM
trap -- '' SIGHUP
## END
## STDERR:
bash: line 2: trap: foo: invalid signal specification
## END

#### usage
trap foo; echo $?
trap -; echo $?
trap INT; echo $?
trap -z; echo $?
trap 'x' foo 999; echo $?
## shells: bash
## STDOUT:
2
2
0
2
1
## END
## STDERR:
trap: usage: trap [-lp] [[arg] signal_spec ...]
trap: usage: trap [-lp] [[arg] signal_spec ...]
bash: line 4: trap: -z: invalid option
trap: usage: trap [-lp] [[arg] signal_spec ...]
bash: line 5: trap: foo: invalid signal specification
bash: line 5: trap: 999: invalid signal specification
## END

#### ERR runs for what set -e would end at
trap 'echo err $? $LINENO' ERR
false
false || true
if false; then :; fi
! true
while false; do :; done
(exit 5)
x=$(exit 6)
true | false
echo end
## shells: bash
## STDOUT:
err 1 2
err 5 7
err 6 8
err 1 9
end
## END

#### ERR is not inherited
trap 'echo err $LINENO' ERR
f() { false; echo f; }
f
( false; echo sub )
g() { return 3; }
g
## shells: bash
## STDOUT:
f
sub
err 6
## END
## status: 3

#### set -E
set -E
trap 'echo err $? ${FUNCNAME[0]}' ERR
f() {
false
true | false
return 4; }
f
( false )
echo end
## shells: bash
## STDOUT:
err 1 f
err 1 f
err 4
err 1
err 1
end
## END

#### an ERR trap that a function sets stays
trap 'echo outer' ERR
f() { trap -p ERR; trap 'echo inner' ERR; false; }
f
false
## shells: bash
## STDOUT:
inner
inner
inner
## END
## status: 1

#### ERR with set -e
set -e
trap 'echo exit $?' EXIT
trap 'echo err $? $LINENO' ERR
f() { return 3; }
f
echo not reached
## shells: bash
## STDOUT:
err 3 5
exit 3
## END
## status: 3

#### DEBUG and BASH_COMMAND
trap 'echo "D $LINENO $BASH_COMMAND"' DEBUG
echo a
for i in 1 2; do echo $i; done
k() { echo in k; }
k
x=1 y=2
[[ a == b ]]
(( 1 + 2 ))
case x in x) echo case;; esac
if true; then echo t; fi
for ((i=0;i<1;i++)); do :; done
echo a | cat
( echo sub )
{ echo grp; }
! false
z=$(echo sub)
echo end > /dev/null 2>&1
## shells: bash
## STDOUT:
D 2 echo a
a
D 3 for i in 1 2
D 3 echo $i
1
D 3 for i in 1 2
D 3 echo $i
2
D 5 k
in k
D 6 x=1 y=2
D 7 [[ a == b ]]
D 8 (( 1 + 2 ))
D 9 case x in 
D 9 echo case
case
D 10 true
D 10 echo t
t
D 11 ((i=0))
D 11 ((i<1))
D 11 :
D 11 ((i++))
D 11 ((i<1))
D 12 echo a
D 12 cat
a
sub
D 14 echo grp
grp
D 15 false
D 16 z=$(echo sub)
D 17 echo end > /dev/null 2>&1
## END

#### set -T
set -T
trap 'echo "D $BASH_COMMAND"' DEBUG
f() { echo f; }
f > f.txt; cat f.txt
## shells: bash
## STDOUT:
D f > f.txt
D cat f.txt
D f > f.txt
D echo f
f
## END

#### ERR and DEBUG inside each other
trap 'false; echo $LINENO err' ERR
trap 'false; echo $LINENO debug' DEBUG
false
echo after=$?
## shells: bash
## STDOUT:
3 err
3 debug
3 debug
3 debug
3 err
4 err
4 debug
after=1
## END

#### RETURN
trap 'echo return $?' RETURN
f() { echo f; return 3; }
f; echo $?
set -T
f; echo $?
echo 'echo in; return 2' > s; . ./s; echo $?
## shells: bash
## STDOUT:
f
3
f
return 0
3
in
return 0
2
## END

#### RETURN set inside
f() { trap 'echo ret' RETURN; echo f; }
f
g() { echo g; }
g
## shells: bash
## STDOUT:
f
ret
g
## END

#### return in a DEBUG trap outside a function
trap 'echo d; return 42' DEBUG
echo a
## shells: bash
## STDOUT:
d
a
## END
## STDERR:
bash: line 2: return: can only `return' from a function or sourced script
## END

#### extdebug skips
shopt -s extdebug
trap '[[ $BASH_COMMAND != "echo skipped" ]]' DEBUG
echo a
echo skipped
echo b
## shells: bash
## STDOUT:
a
b
## END

#### a trap that cannot be read
trap 'fi' USR1
kill -USR1 $$
echo after $?
trap 'if' EXIT
## shells: bash
## STDOUT:
after 0
## END
## STDERR:
bash: trap: line 1: syntax error near unexpected token `fi'
bash: trap: line 1: `fi'
bash: exit trap: line 2: syntax error: unexpected end of file
## END

#### EXIT in subshells
trap 'echo exit' EXIT
(echo sub)
(trap 'echo subexit' EXIT; echo sub2)
echo end
## shells: bash
## STDOUT:
sub
sub2
subexit
end
exit
## END

#### subshells list their parent's traps
trap 'echo x' INT
(trap)
(trap 'echo y' USR1; trap)
x=$(trap); echo "$x"
## shells: bash
## STDOUT:
trap -- 'echo x' SIGINT
trap -- 'echo y' SIGUSR1
trap -- 'echo x' SIGINT
## END
