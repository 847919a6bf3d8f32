#### a reserved word that ends nothing
echo a; fi
## shells: dash busybox

#### a list that has nothing in it
if done
## shells: dash busybox

#### a subshell ended by the wrong word
(echo a; fi)
## shells: dash busybox

#### a case item ended by the wrong word
case x in x) echo a; fi; esac
## shells: dash busybox

#### after ;; a pattern is wanted
case x in x) echo a;; fi
## shells: dash busybox

#### while without do
while true; fi
## shells: dash busybox

#### a loop without a body
while true; do fi
## shells: dash busybox

#### a loop ended by the wrong word
while true; do :; fi
## shells: dash busybox

#### elif after else
if true; then :; else :; elif
## shells: dash busybox

#### a group ended by the wrong word
{ :; fi
## shells: dash busybox

#### for without do
for i in a; done
## shells: dash busybox

#### words of for up to the end of the text
for i in a fi
## shells: dash busybox

#### for ended by a brace
for i in a; do :; }
## shells: dash busybox

#### inside a substitution the error is that of the whole
echo $(echo a; fi)
## shells: dash busybox

#### a parenthesis too many
echo a )
## shells: dash busybox

#### a function needs a command
f() fi
## shells: dash busybox

#### a semicolon alone
;
## shells: dash busybox

#### nothing after &&
a && ;
## shells: dash busybox

#### nothing after a pipe
a | 
## shells: dash busybox

#### nothing before a pipe
| a
## shells: dash busybox

#### an empty subshell
()
## shells: dash busybox

#### a function with parameters
f(a)
## shells: dash busybox

#### a parenthesis after words
echo a (b)
## shells: dash busybox

#### an array, which only bash has
a=(b)
## shells: dash busybox

#### for with a number for a name
for 1 in a; do :; done
## shells: dash busybox

#### case without in
case x y
## shells: dash busybox

#### a case item without its parenthesis
case x in x
## shells: dash busybox

#### a redirection without a target
echo >
## shells: dash busybox

#### a redirection to an operator
echo > ;
## shells: dash busybox

#### a here-document without a delimiter
echo <<
## shells: dash busybox

#### unterminated double quotes
echo "a
b
## shells: dash busybox

#### unterminated single quotes
echo 'a
b
## shells: dash busybox

#### unterminated backquotes
echo `a
b
## shells: dash busybox

#### an unterminated substitution
echo $(a
b
## shells: dash busybox

#### an unterminated parameter
echo ${a
## shells: dash busybox

#### an unterminated parameter inside quotes
echo "${a:-b
## shells: dash busybox

#### an unterminated arithmetic expansion
echo $((1
## shells: dash busybox

#### arithmetic ended by one parenthesis
echo $((1)
## shells: dash busybox

#### a brace is a word unless it stands alone
{a; }
## shells: dash busybox

#### a closing brace alone
}
## shells: dash busybox

#### a closing brace as an argument is a word, then one too many
echo }; }
## shells: dash busybox

#### two exclamation marks
! ! true

#### an exclamation mark alone
!

#### & and ; do not follow each other
a & ; b
## shells: dash busybox

#### ;; outside case
a ;; b
## shells: dash busybox

#### a reserved word after a compound command
if true; then true; fi fi
## shells: dash busybox

#### two groups in a row
{ true; } { true; }
## shells: dash busybox

#### a word after a group
{ true; } b
## shells: dash busybox

#### a word after a function
f() { :; } g
## shells: dash busybox

#### an assignment before a function
x=1 f() { :; }
## shells: dash busybox

#### a quoted name for a function
"f"() { :; }
## shells: dash busybox

#### a reserved word as the name of a function
if() { :; }
## shells: dash busybox

#### a special builtin as the name of a function
export() { :; }

#### what stands before the error has run
echo one
echo two
if true; done
echo three
## shells: dash busybox

#### the error is found only when it is reached
exit 3
if

#### the line of the error is where the shell noticed
echo a

if true
then
  echo b
done
## shells: dash busybox

#### a newline where a word is wanted
case
x in x) ;; esac
## shells: dash busybox

#### eval has lines of its own
echo a
eval 'echo b
fi'
echo c
## shells: dash busybox

#### command eval survives a syntax error
command eval 'if'
echo $?
## shells: dash busybox

#### a sourced file is named in the error
printf 'echo in\nif\n' >f
. ./f
echo no
## shells: dash busybox

#### a bad substitution is noticed when it is expanded
echo a
echo ${x!}
echo b
## shells: dash busybox

#### a bad substitution in a branch that is not taken
if false; then echo ${x!}; fi
echo b

