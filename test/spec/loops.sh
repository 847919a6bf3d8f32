# Compound commands (XCU 2.9.4).

#### for over words
for i in a 'b c' "$(echo d)" *nothing*; do echo "[$i]"; done
## STDOUT:
[a]
[b c]
[d]
[*nothing*]
## END

#### for over the parameters
set -- x 'y z'; for i; do echo "[$i]"; done; for i do echo $i; done
## STDOUT:
[x]
[y z]
x
y z
## END

#### for over nothing
for i in; do echo no; done; for i in $nothing; do echo no; done; echo "${i-unset}"
## STDOUT:
unset
## END

#### the variable stays
for i in 1 2 3; do :; done; echo $i
## STDOUT:
3
## END

#### while and until
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i
## STDOUT:
0
1
2
0
## END

#### if with elif and else
for x in 1 2 3; do if [ $x = 1 ]; then echo one; elif [ $x = 2 ]; then echo two; else echo other; fi; done
## STDOUT:
one
two
other
## END

#### conditions may be lists
if false; true; then echo yes; fi; while echo once; false; do :; done
## STDOUT:
yes
once
## END

#### nesting
for i in 1 2; do for j in a b; do case $i$j in 1b) continue 2;; esac; echo $i$j; done; done
## STDOUT:
1a
2a
2b
## END

#### newlines everywhere
for i in a b
do
echo $i
done
if
true
then
echo t
fi
case a
in
a)
echo c
;;
esac
while
false
do
:
done
## STDOUT:
a
b
t
c
## END

#### braces and parentheses
{ echo a; echo b; }; (echo c); { (echo d) }; ( { echo e; } )
## STDOUT:
a
b
c
d
e
## END

#### keywords are words elsewhere
echo if then else fi for while do done case esac { } !
## STDOUT:
if then else fi for while do done case esac { } !
## END

#### a keyword from a variable is no keyword
x=if; $x true 2>/dev/null; echo $?
## STDOUT:
127
## END

#### an unterminated if
eval 'if true; then echo a'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: end of file unexpected (expecting "fi")
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected end of file (expecting "fi")
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 2: syntax error: unexpected end of file
## END
## OK bash status: 0

#### a missing then
eval 'if true; echo a; fi'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: "fi" unexpected (expecting "then")
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected "fi" (expecting "then")
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 1: syntax error near unexpected token `fi'
bash: eval: line 1: `if true; echo a; fi'
## END
## OK bash status: 0

#### an unexpected fi
eval 'fi'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected "fi"
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 1: syntax error near unexpected token `fi'
bash: eval: line 1: `fi'
## END
## OK bash status: 0

#### an unexpected parenthesis
eval 'echo a)'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected ")"
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 1: syntax error near unexpected token `)'
bash: eval: line 1: `echo a)'
## END
## OK bash status: 0

#### an unexpected done
eval 'done'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: "done" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected "done"
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 1: syntax error near unexpected token `done'
bash: eval: line 1: `done'
## END
## OK bash status: 0

#### a loop that reads from a substitution
for w in $(printf 'a\nb\n'); do echo "<$w>"; done
## STDOUT:
<a>
<b>
## END

#### a loop variable that is readonly
## shells: dash
readonly i=1; for i in 2; do echo no; done; echo not reached
## STDERR:
dash: 1: i: is read only
## END
## status: 2

#### infinite loop left by break
i=0; while :; do i=$((i+1)); [ $i -ge 1000 ] && break; done; echo $i
## STDOUT:
1000
## END

#### case without items
case a in esac; echo $?
## STDOUT:
0
## END

#### a semicolon is not needed before a closing parenthesis
(echo a;); (echo b); (echo c
)
## STDOUT:
a
b
c
## END

#### async lists in a group
{ echo a & wait; }; echo b
## STDOUT:
a
b
## END
