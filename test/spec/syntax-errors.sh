#### a reserved word that ends nothing
echo a; fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `echo a; fi'
## END

#### a list that has nothing in it
if done
## STDERR:
dash: 1: Syntax error: "done" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "done"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `done'
bash: -c: line 1: `if done'
## END

#### a subshell ended by the wrong word
(echo a; fi)
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting ")")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `(echo a; fi)'
## END

#### a case item ended by the wrong word
case x in x) echo a; fi; esac
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting ";;")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting ";;")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `case x in x) echo a; fi; esac'
## END

#### after ;; a pattern is wanted
case x in x) echo a;; fi
## STDERR:
dash: 1: Syntax error: end of file unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file (expecting ")")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `newline'
bash: -c: line 1: `case x in x) echo a;; fi'
## END

#### while without do
while true; fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting "do")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting "do")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `while true; fi'
## END

#### a loop without a body
while true; do fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `while true; do fi'
## END

#### a loop ended by the wrong word
while true; do :; fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting "done")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting "done")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `while true; do :; fi'
## END

#### elif after else
if true; then :; else :; elif
## STDERR:
dash: 1: Syntax error: "elif" unexpected (expecting "fi")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "elif" (expecting "fi")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `elif'
bash: -c: line 1: `if true; then :; else :; elif'
## END

#### a group ended by the wrong word
{ :; fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting "}")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting "}")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `{ :; fi'
## END

#### for without do
for i in a; done
## STDERR:
dash: 1: Syntax error: "done" unexpected (expecting "do")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "done" (expecting "do")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `done'
bash: -c: line 1: `for i in a; done'
## END

#### words of for up to the end of the text
for i in a fi
## not-yet: bash
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END
## OK bash STDERR:
bash: -c: line 2: syntax error: unexpected end of file
## END

#### for ended by a brace
for i in a; do :; }
## STDERR:
dash: 1: Syntax error: "}" unexpected (expecting "done")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}" (expecting "done")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `}'
bash: -c: line 1: `for i in a; do :; }'
## END

#### inside a substitution the error is that of the whole
echo $(echo a; fi)
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting ")")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `echo $(echo a; fi)'
## END
## OK bash status: 127

#### a parenthesis too many
echo a )
## STDERR:
dash: 1: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ")"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `)'
bash: -c: line 1: `echo a )'
## END

#### a function needs a command
f() fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `f() fi'
## END

#### a semicolon alone
;
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `;'
bash: -c: line 1: `;'
## END

#### nothing after &&
a && ;
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `;'
bash: -c: line 1: `a && ;'
## END

#### nothing after a pipe
a | 
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END
## OK bash STDERR:
bash: -c: line 2: syntax error: unexpected end of file
## END

#### nothing before a pipe
| a
## STDERR:
dash: 1: Syntax error: "|" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "|"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `|'
bash: -c: line 1: `| a'
## END

#### an empty subshell
()
## STDERR:
dash: 1: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ")"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `)'
bash: -c: line 1: `()'
## END

#### a function with parameters
f(a)
## STDERR:
dash: 1: Syntax error: word unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word (expecting ")")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `a'
bash: -c: line 1: `f(a)'
## END

#### a parenthesis after words
echo a (b)
## STDERR:
dash: 1: Syntax error: "(" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "("
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `('
bash: -c: line 1: `echo a (b)'
## END

#### an array, which only bash has
a=(b)
## STDERR:
dash: 1: Syntax error: "(" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "("
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### for with a number for a name
for 1 in a; do :; done
## STDERR:
dash: 1: Syntax error: Bad for loop variable
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: bad for loop variable
## END
## OK bash STDERR:
bash: line 1: `1': not a valid identifier
## END
## OK bash status: 1

#### case without in
case x y
## STDERR:
dash: 1: Syntax error: word unexpected (expecting "in")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word (expecting "in")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `y'
bash: -c: line 1: `case x y'
## END

#### a case item without its parenthesis
case x in x
## STDERR:
dash: 1: Syntax error: end of file unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file (expecting ")")
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `newline'
bash: -c: line 1: `case x in x'
## END

#### a redirection without a target
echo >
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `newline'
bash: -c: line 1: `echo >'
## END

#### a redirection to an operator
echo > ;
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `;'
bash: -c: line 1: `echo > ;'
## END

#### a here-document without a delimiter
echo <<
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `newline'
bash: -c: line 1: `echo <<'
## END

#### unterminated double quotes
echo "a
b
## STDERR:
dash: 2: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `"'
## END

#### unterminated single quotes
echo 'a
b
## STDERR:
dash: 2: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `''
## END

#### unterminated backquotes
echo `a
b
## STDERR:
dash: 2: Syntax error: EOF in backquote substitution
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: EOF in backquote substitution
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching ``'
## END

#### an unterminated substitution
echo $(a
b
## STDERR:
dash: 2: Syntax error: end of file unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file (expecting ")")
## END
## OK bash STDERR:
bash: -c: line 3: unexpected EOF while looking for matching `)'
## END

#### an unterminated parameter
echo ${a
## STDERR:
dash: 1: Syntax error: Missing '}'
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: missing '}'
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `}'
## END

#### an unterminated parameter inside quotes
echo "${a:-b
## STDERR:
dash: 1: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `}'
## END

#### an unterminated arithmetic expansion
echo $((1
## STDERR:
dash: 1: Syntax error: Missing '))'
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: missing '))'
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `)'
## END

#### arithmetic ended by one parenthesis
echo $((1)
## STDERR:
dash: 1: Syntax error: Missing '))'
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: missing '))'
## END
## OK bash STDERR:
bash: -c: line 1: unexpected EOF while looking for matching `)'
## END

#### a brace is a word unless it stands alone
{a; }
## STDERR:
dash: 1: Syntax error: "}" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `}'
bash: -c: line 1: `{a; }'
## END

#### a closing brace alone
}
## STDERR:
dash: 1: Syntax error: "}" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `}'
bash: -c: line 1: `}'
## END

#### a closing brace as an argument is a word, then one too many
echo }; }
## STDERR:
dash: 1: Syntax error: "}" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `}'
bash: -c: line 1: `echo }; }'
## END

#### two exclamation marks
! ! true
## STDERR:
dash: 1: Syntax error: "!" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "!"
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### an exclamation mark alone
!
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END
## OK bash STDERR:
## END
## OK bash status: 1

#### & and ; do not follow each other
a & ; b
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `;'
bash: -c: line 1: `a & ; b'
## END

#### ;; outside case
a ;; b
## STDERR:
dash: 1: Syntax error: ";;" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";;"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `;;'
bash: -c: line 1: `a ;; b'
## END

#### a reserved word after a compound command
if true; then true; fi fi
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `fi'
bash: -c: line 1: `if true; then true; fi fi'
## END

#### two groups in a row
{ true; } { true; }
## STDERR:
dash: 1: Syntax error: "{" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "{"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `{'
bash: -c: line 1: `{ true; } { true; }'
## END

#### a word after a group
{ true; } b
## STDERR:
dash: 1: Syntax error: word unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `b'
bash: -c: line 1: `{ true; } b'
## END

#### a word after a function
f() { :; } g
## STDERR:
dash: 1: Syntax error: word unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `g'
bash: -c: line 1: `f() { :; } g'
## END

#### an assignment before a function
x=1 f() { :; }
## STDERR:
dash: 1: Syntax error: "(" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "("
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `('
bash: -c: line 1: `x=1 f() { :; }'
## END

#### a quoted name for a function
"f"() { :; }
## STDERR:
dash: 1: Syntax error: Bad function name
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: bad function name
## END
## OK bash STDERR:
bash: line 1: `"f"': not a valid identifier
## END
## OK bash status: 1

#### a reserved word as the name of a function
if() { :; }
## STDERR:
dash: 1: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ")"
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `)'
bash: -c: line 1: `if() { :; }'
## END

#### a special builtin as the name of a function
export() { :; }
## STDERR:
dash: 1: Syntax error: Bad function name
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: bad function name
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### what stands before the error has run
echo one
echo two
if true; done
echo three
## STDOUT:
one
two
## END
## STDERR:
dash: 3: Syntax error: "done" unexpected (expecting "then")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "done" (expecting "then")
## END
## OK bash STDERR:
bash: -c: line 3: syntax error near unexpected token `done'
bash: -c: line 3: `if true; done'
## END

#### the error is found only when it is reached
exit 3
if
## status: 3

#### the line of the error is where the shell noticed
echo a

if true
then
  echo b
done
## STDOUT:
a
## END
## STDERR:
dash: 6: Syntax error: "done" unexpected (expecting "fi")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "done" (expecting "fi")
## END
## OK bash STDERR:
bash: -c: line 6: syntax error near unexpected token `done'
bash: -c: line 6: `done'
## END

#### a newline where a word is wanted
case
x in x) ;; esac
## STDERR:
dash: 2: Syntax error: newline unexpected (expecting word)
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected newline (expecting word)
## END
## OK bash STDERR:
bash: -c: line 1: syntax error near unexpected token `newline'
bash: -c: line 1: `case'
## END

#### eval has lines of its own
echo a
eval 'echo b
fi'
echo c
## STDOUT:
a
b
## END
## STDERR:
dash: 2: eval: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 2: syntax error: unexpected "fi"
## END
## OK bash STDOUT:
a
b
c
## END
## OK bash STDERR:
bash: eval: line 4: syntax error near unexpected token `fi'
bash: eval: line 4: `fi'
## END
## OK bash status: 0

#### command eval survives a syntax error
command eval 'if'
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: eval: Syntax error: end of file unexpected (expecting "then")
## END
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected end of file (expecting "then")
## END
## OK bash STDERR:
bash: eval: line 2: syntax error: unexpected end of file
## END

#### a sourced file is named in the error
printf 'echo in\nif\n' >f
. ./f
echo no
## STDOUT:
in
## END
## STDERR:
dash: 3: ./f: Syntax error: end of file unexpected (expecting "then")
## END
## status: 2
## OK busybox STDERR:
sh: ./f: line 3: syntax error: unexpected end of file (expecting "then")
## END
## OK bash STDOUT:
in
no
## END
## OK bash STDERR:
./f: line 3: syntax error: unexpected end of file
## END
## OK bash status: 0

#### a bad substitution is noticed when it is expanded
echo a
echo ${x!}
echo b
## STDOUT:
a
## END
## STDERR:
dash: 2: Bad substitution
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: bad substitution
## END
## OK bash STDOUT:
a
b
## END
## OK bash STDERR:
bash: line 2: ${x!}: bad substitution
## END
## OK bash status: 0

#### a bad substitution in a branch that is not taken
if false; then echo ${x!}; fi
echo b
## STDOUT:
b
## END

#### no reserved word stands behind the redirections of a compound command
echo a
{ { echo b; } >/dev/null }
echo c
## STDOUT:
a
## END
## STDERR:
dash: 2: Syntax error: word unexpected (expecting "}")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word (expecting "}")
## END
## OK bash STDERR:
bash: -c: line 2: syntax error near unexpected token `}'
bash: -c: line 2: `{ { echo b; } >/dev/null }'
## END

#### a number behind a redirection belongs to the next one
echo a
echo x 2>&1>f
echo c
## STDOUT:
a
## END
## STDERR:
dash: 2: Syntax error: redirection unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected redirection
## END
## OK bash STDOUT:
a
c
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### a word that is not closed is noticed before the word is found wrong
echo a
case x "y
esac
## STDOUT:
a
## END
## STDERR:
dash: 3: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END
## OK bash STDERR:
bash: -c: line 2: unexpected EOF while looking for matching `"'
## END
