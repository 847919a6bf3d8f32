# Arithmetic commands of bash, and arithmetic with arrays.

#### (( )) gives a status
((1)); echo $?; ((0)); echo $?; ((x = 5, x > 3)) && echo $x; (( )); echo $?
## shells: bash
## STDOUT:
0
1
5
1
## END

#### errors in (( )) and let are failures
((3 +)); echo $?; let 3+; echo $?; ((1/0)); echo $?; let; echo $?; let ""; echo $?
## shells: bash
## STDOUT:
1
1
1
1
1
## END
## STDERR:
bash: line 1: ((: 3 +: syntax error: operand expected (error token is "+")
bash: line 1: let: 3+: syntax error: operand expected (error token is "+")
bash: line 1: ((: 1/0: division by 0 (error token is "0")
bash: line 1: let: expression expected
## END

#### errors in $(( )) give up the line
echo $((1/0)); echo not
echo "status $?"
echo $((08)); echo not
echo "status $?"
## shells: bash
## STDOUT:
status 1
status 1
## END
## STDERR:
bash: line 1: 1/0: division by 0 (error token is "0")
bash: line 3: 08: value too great for base (error token is "08")
## END

#### a wrong subscript gives up the line
((a[1.5] = 2)); echo not
echo "status $?"
## shells: bash
## STDERR:
bash: line 1: 1.5: syntax error: invalid arithmetic operator (error token is ".5")
## END
## status: 1

#### let
let x=1 y=x+1 "z = y * 3"; echo $x $y $z $?; let x=( 2 ) w=x; echo $x $w; let z=0; echo $?
## shells: bash
## STDOUT:
1 2 6 0
2 2
1
## END

#### for ((
for ((i = 0, j = 5; i < j; i++, j--)); do echo $i $j; done; for ((;;)); do echo once; break; done; i=3; for ((; i--; )); do echo $i; done; echo "end $i"
## shells: bash
## STDOUT:
0 5
1 4
2 3
once
2
1
0
end -1
## END

#### an error in for ((
for ((i = 0; i < 3 +; i++)); do echo $i; done; echo $?
## shells: bash
## STDOUT:
1
## END
## STDERR:
bash: line 1: ((: i < 3 +: syntax error: operand expected (error token is "+")
## END

#### elements in expressions
a=(1 2 3); ((a[1] += 5, a[3] = a[0] + a[1])); echo "${a[@]}" $((a[0] + a[-1])) $((a)) $((a[none])); i=1; echo $((a[i++] + a[i])) $i
## shells: bash
## STDOUT:
1 7 3 8 9 1 1
10 2
## END

#### variables are expressions
x=y+1 y=2; echo $((x * 2)); a=b b=c c=7; echo $((a)); z="a + "; echo $((z))
echo $?
## shells: bash
## STDOUT:
6
7
1
## END
## STDERR:
bash: line 1: a + : syntax error: operand expected (error token is "+ ")
## END

#### $[ ]
a=(1 2); echo $[1 + 2] $[a[1]] "$[a[0] + 1]"
## shells: bash
## STDOUT:
3 2 2
## END

#### traced
set -x; ((i = 1)); ((  i++ )); for ((j = 0; j < 1; j++)); do :; done; let i+=1 "i = 2"
## shells: bash
## STDERR:
+ (( i = 1 ))
+ ((   i++  ))
+ (( j = 0 ))
+ (( j < 1 ))
+ :
+ (( j++ ))
+ (( j < 1 ))
+ let i+=1 'i = 2'
## END

#### readonly variables in arithmetic commands only fail them
readonly n=1
((n=2)) || echo z; ((n++)) && echo y; let n=3; echo $?; [[ n++ -eq 1 ]] || echo w; for ((n=0;;)); do break; done; echo q
echo $((n=1)); echo not reached
echo next
## shells: bash
## STDOUT:
z
1
w
q
next
## END
## STDERR:
bash: line 2: n: readonly variable
bash: line 2: n: readonly variable
bash: line 2: n: readonly variable
bash: line 2: n: readonly variable
bash: line 2: n: readonly variable
bash: line 3: n: readonly variable
## END
