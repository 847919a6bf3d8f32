#### the first wrong word is named, with its line
echo one
if then
echo two
## shells: bash
## STDOUT:
one
## END
## STDERR:
bash: -c: line 2: syntax error near unexpected token `then'
bash: -c: line 2: `if then'
## END
## status: 2

#### the end of the text
if true; then
## shells: bash
## STDERR:
bash: -c: line 2: syntax error: unexpected end of file
## END
## status: 2

#### a quotation that is not closed
echo a
echo "abc
def
## shells: bash
## STDOUT:
a
## END
## STDERR:
bash: -c: line 2: unexpected EOF while looking for matching `"'
## END
## status: 2

#### a parenthesis after a word
echo (a)
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `a'
bash: -c: line 1: `echo (a)'
## END
## status: 2

#### a body that is no compound command
f() echo x
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `echo'
bash: -c: line 1: `f() echo x'
## END
## status: 2

#### a function in place of a body
f() g() { echo hi; }
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `g'
bash: -c: line 1: `f() g() { echo hi; }'
## END
## status: 2

#### empty lists
while true; do done
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `done'
bash: -c: line 1: `while true; do done'
## END
## status: 2

#### conditions: a word where an operator should be
echo a
[[ a b ]]
echo not reached
## shells: bash
## STDOUT:
a
## END
## STDERR:
bash: -c: line 2: conditional binary operator expected
## END

#### conditions: a missing operand
[[ a == ]]
## shells: bash
## STDERR:
bash: -c: line 1: unexpected argument `]]' to conditional binary operator
## END

#### conditions: a missing operand of a unary operator
[[ -n ]]
## shells: bash
## STDERR:
bash: -c: line 1: unexpected argument `]]' to conditional unary operator
## END

#### conditions: a missing parenthesis
[[ ( a ]]
## shells: bash
## STDERR:
bash: -c: line 1: unexpected token `]]', expected `)'
## END

#### conditions in eval
eval '[[ a b ]]'; echo $?
## shells: bash
## STDOUT:
2
## END
## STDERR:
bash: eval: line 1: conditional binary operator expected
## END

#### eval and the dot
eval 'echo one; fi'; echo after $?
echo 'if then' > f; . ./f; echo after $?
## shells: bash
## STDOUT:
after 2
after 2
## END
## STDERR:
bash: eval: line 1: syntax error near unexpected token `fi'
bash: eval: line 1: `echo one; fi'
./f: line 1: syntax error near unexpected token `then'
./f: line 1: `if then'
## END

#### an arithmetic for with two expressions
for ((i=0; i<3)); do :; done
## shells: bash
## STDERR:
bash: -c: line 1: syntax error: arithmetic expression required
bash: -c: line 1: syntax error: `((i=0; i<3))'
## END
## status: 2

#### ! and time may stand alone and repeat
! ! true; echo $?
!
echo $?
## shells: bash
## STDOUT:
0
1
## END
