# The lines that bash names: where it has read to when it knows what a command is.

#### eval counts on from the line that its command names
eval 'echo $LINENO
echo $LINENO
'; echo $LINENO
echo $LINENO
## shells: bash
## STDOUT:
3
4
3
4
## END

#### a command over several lines
eval \
 'echo $LINENO
nosuch
' \
 nosuch
## shells: bash
## STDOUT:
4
## END
## STDERR:
bash: line 5: nosuch: command not found
bash: line 6: nosuch: command not found
## END
## status: 127

#### eval in a function
f() {
  eval 'echo $LINENO
  nosuch
  '
}
f
## shells: bash
## STDOUT:
4
## END
## STDERR:
environment: line 5: nosuch: command not found
## END
## status: 127

#### LINENO of assignments over several lines
a='
' b='
'$LINENO; echo "$b"
## shells: bash
## STDOUT:

2
## END

#### case names the line of its word
case "
$LINENO" in "
1") echo one;; "
2") echo two;; *) echo $LINENO;;
esac
## shells: bash
## STDOUT:
two
## END

#### redirections of compound commands
(
nosuch "
"
) > nodir/x
## shells: bash
## STDERR:
bash: line 4: nodir/x: No such file or directory
## END
## status: 1

#### a condition over several lines
[[ a -eq 1+ &&
 b ]]
## shells: bash
## STDERR:
bash: line 2: [[: 1+: syntax error: operand expected (error token is "+")
## END
## status: 1

#### an expression over several lines
(( 1
+ 2 * ))
## shells: bash
## STDERR:
bash: line 2: ((: 1
+ 2 * : syntax error: operand expected (error token is "* ")
## END
## status: 1

#### a substitution is counted as bash prints it
x=$(

nosuch
)
echo $(
echo $LINENO
(
echo $LINENO
nosuch
)
)
## shells: bash
## STDOUT:
11 12
## END
## STDERR:
bash: line 4: nosuch: command not found
bash: line 13: nosuch: command not found
## END

#### a number over several lines
declare -i x=1+"
"
## shells: bash
## STDERR:
bash: line 1: declare: 1+
: syntax error: operand expected (error token is "+
")
## END
## status: 1

#### export over several lines
export x="
" 1a=3
## shells: bash
## STDERR:
bash: line 2: export: `1a=3': not a valid identifier
## END
## status: 1

#### an array over several lines
x=(a
b
$LINENO
$(nosuch)
); echo ${x[@]}
## shells: bash
## STDOUT:
a b 5
## END
## STDERR:
bash: line 5: nosuch: command not found
## END

#### an arithmetic for over several lines
for ((i=0;
i<1+;
i++)); do :; done
## shells: bash
## STDERR:
bash: line 1: ((: 
i<1+: syntax error: operand expected (error token is "+")
## END
## status: 1

#### compound commands inside a function
f() {
nosuch
{ nosuch; } > nodir/x
( nosuch ) > nodir/x
( 
nosuch
nosuch )
if true
then nosuch
fi > nodir/x
for i in 1
do
 nosuch
done > nodir/x
case x in
x) nosuch ;;
esac > nodir/x
[[ a ]] > nodir/x
nosuch $(nosuch
nosuch)
while
 nosuch
do
:
done > nodir/x
}
:
f
f
## shells: bash
## STDERR:
environment: line 2: nosuch: command not found
environment: line 1: nodir/x: No such file or directory
environment: line 4: nodir/x: No such file or directory
environment: line 6: nosuch: command not found
environment: line 7: nosuch: command not found
environment: line 1: nodir/x: No such file or directory
environment: line 1: nodir/x: No such file or directory
environment: line 1: nodir/x: No such file or directory
environment: line 18: nodir/x: No such file or directory
environment: line 20: nosuch: command not found
environment: line 21: nosuch: command not found
environment: line 20: nosuch: command not found
environment: line 1: nodir/x: No such file or directory
environment: line 2: nosuch: command not found
environment: line 1: nodir/x: No such file or directory
environment: line 4: nodir/x: No such file or directory
environment: line 6: nosuch: command not found
environment: line 7: nosuch: command not found
environment: line 1: nodir/x: No such file or directory
environment: line 1: nodir/x: No such file or directory
environment: line 1: nodir/x: No such file or directory
environment: line 18: nodir/x: No such file or directory
environment: line 20: nosuch: command not found
environment: line 21: nosuch: command not found
environment: line 20: nosuch: command not found
environment: line 1: nodir/x: No such file or directory
## END
## status: 1

#### redirections inside constructs
if :
then
 ( nosuch ) > nodir/x
 ( nosuch ; { :; } > nodir/x
 ) > nodir/x
 { nosuch; } > nodir/x
 for i in 1
 do
  { nosuch; } > nodir/x
 done > nodir/x
 { nosuch; } > nodir/x
 x=$(
 { nosuch; } > nodir/x
 )
 :
fi
## shells: bash
## STDERR:
bash: line 3: nodir/x: No such file or directory
bash: line 5: nodir/x: No such file or directory
bash: line 16: nodir/x: No such file or directory
bash: line 16: nodir/x: No such file or directory
bash: line 16: nodir/x: No such file or directory
bash: line 14: nodir/x: No such file or directory
## END

#### a redirection that fails behind &&
: &&
 {
:
} > nodir/x || nosuch
## shells: bash
## STDERR:
bash: line 4: nodir/x: No such file or directory
bash: line 4: nosuch: command not found
## END
## status: 127

#### lines after a command that was given up
readonly r
{
r=1
}
nosuch
## shells: bash
## STDERR:
bash: line 3: r: readonly variable
bash: line 4: nosuch: command not found
## END
## status: 127

#### a substitution of a name that is none
set -- `
`; echo ${!#!}
nosuch
## shells: bash
## STDERR:
bash: line 2: ${!#!}: bad substitution
bash: line 3: nosuch: command not found
## END
## status: 127
