#### a reserved word that ends nothing
echo a; fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END

#### a list that has nothing in it
if done
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "done" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "done"
## END

#### a subshell ended by the wrong word
(echo a; fi)
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting ")")
## END

#### a case item ended by the wrong word
case x in x) echo a; fi; esac
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting ";;")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting ";;")
## END

#### after ;; a pattern is wanted
case x in x) echo a;; fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: end of file unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file (expecting ")")
## END

#### while without do
while true; fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting "do")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting "do")
## END

#### a loop without a body
while true; do fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END

#### a loop ended by the wrong word
while true; do :; fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting "done")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting "done")
## END

#### elif after else
if true; then :; else :; elif
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "elif" unexpected (expecting "fi")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "elif" (expecting "fi")
## END

#### a group ended by the wrong word
{ :; fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting "}")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting "}")
## END

#### for without do
for i in a; done
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "done" unexpected (expecting "do")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "done" (expecting "do")
## END

#### words of for up to the end of the text
for i in a fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END

#### for ended by a brace
for i in a; do :; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "}" unexpected (expecting "done")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}" (expecting "done")
## END

#### inside a substitution the error is that of the whole
echo $(echo a; fi)
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi" (expecting ")")
## END

#### a parenthesis too many
echo a )
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ")"
## END

#### a function needs a command
f() fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END

#### a semicolon alone
;
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END

#### nothing after &&
a && ;
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END

#### nothing after a pipe
a | 
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END

#### nothing before a pipe
| a
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "|" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "|"
## END

#### an empty subshell
()
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ")"
## END

#### a function with parameters
f(a)
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: word unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word (expecting ")")
## END

#### a parenthesis after words
echo a (b)
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "(" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "("
## END

#### an array, which only bash has
a=(b)
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "(" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "("
## END

#### for with a number for a name
for 1 in a; do :; done
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: Bad for loop variable
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: bad for loop variable
## END

#### case without in
case x y
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: word unexpected (expecting "in")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word (expecting "in")
## END

#### a case item without its parenthesis
case x in x
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: end of file unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file (expecting ")")
## END

#### a redirection without a target
echo >
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END

#### a redirection to an operator
echo > ;
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END

#### a here-document without a delimiter
echo <<
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: end of file unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file
## END

#### unterminated double quotes
echo "a
b
## shells: dash busybox
## STDERR:
dash: 2: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END

#### unterminated single quotes
echo 'a
b
## shells: dash busybox
## STDERR:
dash: 2: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END

#### unterminated backquotes
echo `a
b
## shells: dash busybox
## STDERR:
dash: 2: Syntax error: EOF in backquote substitution
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: EOF in backquote substitution
## END

#### an unterminated substitution
echo $(a
b
## shells: dash busybox
## STDERR:
dash: 2: Syntax error: end of file unexpected (expecting ")")
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected end of file (expecting ")")
## END

#### an unterminated parameter
echo ${a
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: Missing '}'
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: missing '}'
## END

#### an unterminated parameter inside quotes
echo "${a:-b
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unterminated quoted string
## END

#### an unterminated arithmetic expansion
echo $((1
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: Missing '))'
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: missing '))'
## END

#### arithmetic ended by one parenthesis
echo $((1)
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: Missing '))'
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: missing '))'
## END

#### a brace is a word unless it stands alone
{a; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "}" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}"
## END

#### a closing brace alone
}
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "}" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}"
## END

#### a closing brace as an argument is a word, then one too many
echo }; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "}" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "}"
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
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";"
## END

#### ;; outside case
a ;; b
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ";;" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ";;"
## END

#### a reserved word after a compound command
if true; then true; fi fi
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "fi" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "fi"
## END

#### two groups in a row
{ true; } { true; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "{" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "{"
## END

#### a word after a group
{ true; } b
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: word unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word
## END

#### a word after a function
f() { :; } g
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: word unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected word
## END

#### an assignment before a function
x=1 f() { :; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: "(" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected "("
## END

#### a quoted name for a function
"f"() { :; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: Bad function name
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: bad function name
## END

#### a reserved word as the name of a function
if() { :; }
## shells: dash busybox
## STDERR:
dash: 1: Syntax error: ")" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected ")"
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
## shells: dash busybox
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
## shells: dash busybox
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

#### a newline where a word is wanted
case
x in x) ;; esac
## shells: dash busybox
## STDERR:
dash: 2: Syntax error: newline unexpected (expecting word)
## END
## status: 2
## OK busybox STDERR:
sh: syntax error: unexpected newline (expecting word)
## END

#### eval has lines of its own
echo a
eval 'echo b
fi'
echo c
## shells: dash busybox
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

#### command eval survives a syntax error
command eval 'if'
echo $?
## shells: dash busybox
## STDOUT:
2
## END
## STDERR:
dash: 1: eval: Syntax error: end of file unexpected (expecting "then")
## END
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected end of file (expecting "then")
## END

#### a sourced file is named in the error
printf 'echo in\nif\n' >f
. ./f
echo no
## shells: dash busybox
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

#### a bad substitution is noticed when it is expanded
echo a
echo ${x!}
echo b
## shells: dash busybox
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

#### a bad substitution in a branch that is not taken
if false; then echo ${x!}; fi
echo b
## STDOUT:
b
## END
