# What bash gives up when it cannot read a text, and with which status.

#### an array that cannot be read costs its line
true
a=(x ;) ; echo same
echo "next $?"
## shells: bash
## STDOUT:
next 1
## END
## STDERR:
bash: -c: line 2: syntax error near unexpected token `;'
bash: -c: line 2: `a=(x ;) ; echo same'
## END

#### an array inside braces
true
{ a=(x ;) ; echo same
echo "next $?"; }
echo "after $?"
## shells: bash
## STDERR:
bash: -c: line 2: syntax error near unexpected token `;'
bash: -c: line 2: `{ a=(x ;) ; echo same'
bash: -c: line 3: syntax error near unexpected token `}'
bash: -c: line 3: `echo "next $?"; }'
## END
## status: 2

#### an array that nothing closes
false; a=("x
echo hi
## shells: bash
## STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `"'
bash: -c: line 3: syntax error: unexpected end of file
## END
## status: 1

#### an array in eval
eval 'a=(x ;)
echo in $?
'; echo out $?
## shells: bash
## STDOUT:
in 1
out 0
## END
## STDERR:
bash: eval: line 3: syntax error near unexpected token `;'
bash: eval: line 3: `a=(x ;)'
## END

#### a bracket in an array
a=(x [ y)
echo hi
## shells: bash
## STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `]'
bash: -c: line 3: syntax error: unexpected end of file
## END
## status: 1

#### a subscript over several lines
a[x
echo hi]; echo u
## shells: bash
## STDOUT:
u
## END
## STDERR:
bash: line 2: $'a[x\necho hi]': command not found
## END

#### backquotes are read when they run
x=`echo a
echo "b
`; echo "[$x]"
## shells: bash
## STDOUT:
[a]
## END
## STDERR:
bash: command substitution: line 4: unexpected EOF while looking for matching `"'
## END

#### backquotes that never run
if false; then x=`(`; fi; echo ok
## shells: bash
## STDOUT:
ok
## END

#### an error in a substitution ends the shell
echo $(if); echo no
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `)'
bash: -c: line 1: `echo $(if); echo no'
## END
## status: 127

#### with an EXIT trap
trap 'echo bye $?' EXIT; echo $(if); echo no
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `)'
bash: -c: line 1: `trap 'echo bye $?' EXIT; echo $(if); echo no'
## END
## status: 127

#### also from eval in a function
f() { eval 'echo $(if)'; echo no; }; trap 'echo bye $?' EXIT; f; echo no
## shells: bash
## STDOUT:
bye 127
## END
## STDERR:
environment: eval: line 1: syntax error near unexpected token `)'
environment: eval: line 1: `echo $(if)'
## END
## status: 127

#### under set -e nothing more is said
set -e; eval 'echo $(if)'; echo no
## shells: bash
## STDERR:
bash: eval: line 1: syntax error near unexpected token `)'
## END
## status: 2

#### the rest of a line behind a condition
[[ a b; echo "
echo on
## shells: bash
## STDERR:
bash: -c: line 1: conditional binary operator expected
bash: -c: line 1: unexpected EOF while looking for matching `"'
## END
## status: 2

#### an operator in a condition without its right side
[[ a && ]]
echo on
## shells: bash
## status: 0

#### a comparison with nothing
[[ a == ]]
echo on
## shells: bash
## STDERR:
bash: -c: line 1: unexpected argument `]]' to conditional binary operator
## END

#### a condition that the text ends
[[ a &&
## shells: bash
## STDERR:
bash: -c: line 2: unexpected token `EOF' in conditional command
## END
## status: 2

#### a quoted operator is none
[[ "-z" x ]]
## shells: bash
## STDERR:
bash: -c: line 1: conditional binary operator expected
## END

#### a here-document that cannot be expanded
read x <<E
a${b
E
echo after $?
## shells: bash
## STDOUT:
after 1
## END
## STDERR:
bash: line 1: a${b
: bad substitution
## END

#### a backquote in a here-document
cat <<E
a`b
E
echo after $?
## shells: bash
## STDOUT:
after 1
## END
## STDERR:
bash: line 1: bad substitution: no closing "`" in `b

## END

#### a substitution in a here-document that cannot be read
read x <<E
$(if)
E
echo after $? $x
## shells: bash
## STDOUT:
after 1
## END
## STDERR:
bash: command substitution: line 2: syntax error near unexpected token `)'
bash: command substitution: line 2: `if)'
## END

#### an EXIT trap under set -e and a syntax error
set -e; trap 'echo bye $?' EXIT; if
## shells: bash
## STDERR:
bash: -c: line 2: syntax error: unexpected end of file
## END
## status: 2

#### a number before a redirection
echo <1>2
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `1'
bash: -c: line 1: `echo <1>2'
## END
## status: 2

#### quotes in braces between double quotes
echo "${x:-'a"b'}"
## shells: bash
## STDOUT:
'ab'
## END
