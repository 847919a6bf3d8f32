#### an alias holds from the next line on
alias e='echo alias'; e a
e b
## STDOUT:
alias b
## END
## STDERR:
dash: 1: e: not found
## END
## OK busybox STDERR:
sh: e: not found
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 1: e: command not found
bash: line 2: e: command not found
## END
## OK bash status: 127

#### the value may hold several words and operators
alias two='echo 1; echo'
two 2
## STDOUT:
1
2
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 2: two: command not found
## END
## OK bash status: 127

#### a value that ends in a blank lets the next word be one too
alias e='echo ' w=word
e w w
## STDOUT:
word w
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 2: e: command not found
## END
## OK bash status: 127

#### an alias does not expand itself
alias echo='echo x'
echo a
## STDOUT:
x a
## END
## OK bash STDOUT:
a
## END

#### aliases in a chain
alias a=b b='echo c'
a d
## STDOUT:
c d
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 2: a: command not found
## END
## OK bash status: 127

#### aliases in a circle
alias a=b b=a
a
## STDERR:
dash: 2: a: not found
## END
## status: 127
## OK busybox STDERR:
sh: a: not found
## END
## OK bash STDERR:
bash: line 2: a: command not found
## END

#### quoted words are none
alias e='echo alias'
\e a
'e' a
## STDERR:
dash: 2: e: not found
dash: 3: e: not found
## END
## status: 127
## OK busybox STDERR:
sh: e: not found
sh: e: not found
## END
## OK bash STDERR:
bash: line 2: e: command not found
bash: line 3: e: command not found
## END

#### after assignments and redirections
alias e='echo alias'
x=1 e a
>f e b
cat f
## STDOUT:
alias a
alias b
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 2: e: command not found
bash: line 3: e: command not found
## END

#### not in arguments
alias e='echo alias'
echo e
## STDOUT:
e
## END

#### in a function they are expanded when it is read
alias e='echo one'
f() { e; }
alias e='echo two'
f
## STDOUT:
one
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
environment: line 2: e: command not found
## END
## OK bash status: 127

#### reserved words may come out of one
alias start='for i in 1 2; do'
start echo $i; done
## STDOUT:
1
2
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: -c: line 2: syntax error near unexpected token `done'
bash: -c: line 2: `start echo $i; done'
## END
## OK bash status: 2

#### reserved words are none
alias if='echo if'
if true; then echo yes; fi
## STDOUT:
yes
## END

#### unalias
alias e='echo alias'
unalias e
e
echo $?
alias a=1 b=2
unalias -a
alias
## STDOUT:
127
## END
## STDERR:
dash: 3: e: not found
## END
## OK busybox STDERR:
sh: e: not found
## END
## OK bash STDERR:
bash: line 3: e: command not found
## END

#### the list
alias b='x y' a="it's"
alias
alias a
alias nosuch
echo $?
## STDOUT:
a='it'"'"'s'
b='x y'
a='it'"'"'s'
1
## END
## STDERR:
alias: nosuch not found
## END
## OK bash STDOUT:
alias a='it'\''s'
alias b='x y'
alias a='it'\''s'
1
## END
## OK bash STDERR:
bash: line 4: alias: nosuch: not found
## END

#### in eval, at once
alias e='echo alias'
eval 'e a'
eval "alias n='echo new'
n b"
## STDOUT:
alias a
new b
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 2: e: command not found
bash: line 5: n: command not found
## END
## OK bash status: 127

#### in a substitution
alias e='echo alias'
echo $(e a) "$(e b)" `e c`
## STDOUT:
alias a alias b alias c
## END
## OK bash STDOUT:

## END
## OK bash STDERR:
bash: line 2: e: command not found
bash: line 2: e: command not found
bash: line 2: e: command not found
## END

#### in a sourced file
alias e='echo alias'
echo 'e a' >f
. ./f
## STDOUT:
alias a
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
./f: line 1: e: command not found
## END
## OK bash status: 127

#### before a pipe and after it
alias e='echo alias' c=cat
e a | c
## STDOUT:
alias a
## END
## OK bash STDOUT:
## END
## OK bash stderr: any
## OK bash status: 127
