# Aliases (XCU 2.3.1), assignments and names.

#### an alias on the next line
## shells: dash busybox
alias e='echo aliased'
e x
## STDOUT:
aliased x
## END

#### not on the same line
## shells: dash busybox
alias e2='echo no'; e2 2>/dev/null; echo $?
## STDOUT:
127
## END

#### a trailing blank lets the next word be one too
## shells: dash busybox
alias a='echo ' b='bee'
a b
## STDOUT:
bee
## END

#### no alias for quoted words
## shells: dash busybox
alias e='echo no'
\e 2>/dev/null || echo quoted; 'e' 2>/dev/null || echo quoted
## STDOUT:
quoted
quoted
## END

#### unalias
## shells: dash busybox
alias e='echo a'
e
unalias e
e 2>/dev/null || echo gone
## STDOUT:
a
gone
## END

#### listing
alias x='a b'; alias x; alias nothing_; echo $?
## STDOUT:
x='a b'
1
## END
## STDERR:
alias: nothing_ not found
## END
## OK bash STDOUT:
alias x='a b'
1
## END
## OK bash STDERR:
bash: line 1: alias: nothing_: not found
## END

#### several assignments
a=1 b=2; echo $a$b; a=$b b=3; echo $a$b
## STDOUT:
12
23
## END

#### an assignment sees the ones before
x=1 y=$x; echo $y
## STDOUT:
1
## END

#### words that look like assignments but are arguments
echo a=b c=$(echo d); x=1; echo x=$x
## STDOUT:
a=b c=d
x=1
## END

#### an assignment after the command is a word
true x=5; echo "[${x-unset}]"
## STDOUT:
[unset]
## END

#### an assignment with an expansion that has blanks
v='a b'; x=$v; echo "$x"; export y=$v 2>/dev/null; echo "$y" | sed 's/ b$//'
## STDOUT:
a b
a
## END

#### a name cannot begin with a digit
1x=2 2>/dev/null; echo $?
## STDOUT:
127
## END

#### plus-equal
## shells: bash
x=a; x+=b; echo $x
## STDOUT:
ab
## END

#### an empty assignment
x=; echo "[$x]"; x= ; echo "[$x]"
## STDOUT:
[]
[]
## END

#### an assignment in a substitution's subshell
x=1; y=$(x=2; echo $x); echo "$x $y"
## STDOUT:
1 2
## END

#### PPID and LINENO exist
## shells: dash bash
[ -n "$PPID" ] && echo yes; echo $LINENO
echo $LINENO
## STDOUT:
yes


## END
## OK bash STDOUT:
yes
1
2
## END

#### a variable's value may hold anything
x='a
b	c*'; printf '%s\n' "$x"
## STDOUT:
a
b	c*
## END

#### environment variables come in
X_=1 sh -c 'echo $X_; X_=2; sh -c "echo \$X_"'
## STDOUT:
1
2
## END

#### names are case sensitive
a=1; A=2; echo $a$A
## STDOUT:
12
## END
