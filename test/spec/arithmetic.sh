# Arithmetic expansion (XCU 2.6.4).

#### precedence as in C
echo $((1+2*3)) $(((1+2)*3)) $((10-2-3)) $((2+3<<1)) $((1|2^3&4)) $((1<2==1)) $((!0+1)) $((~0)) $((- -3))
## STDOUT:
7 9 5 10 3 1 2 -1 3
## END

#### division and remainder truncate towards zero
echo $((7/2)) $((-7/2)) $((7%3)) $((-7%3)) $((7%-3))
## STDOUT:
3 -3 1 -1 1
## END

#### logical operators give 0 and 1
echo $((5&&3)) $((5&&0)) $((0||7)) $((0||0)) $((!5))
## STDOUT:
1 0 1 0 0
## END

#### comparisons
echo $((1<2)) $((2<=2)) $((3>4)) $((4>=5)) $((1==1)) $((1!=1))
## STDOUT:
1 1 0 0 1 0
## END

#### the conditional operator
echo $((1?2:3)) $((0?2:3)) $((1?0?4:5:6)) $((0?1:0?2:3))
## STDOUT:
2 3 5 3
## END
## OK busybox STDOUT:
## END
## OK busybox STDERR:
sh: malformed ?: operator
## END
## OK busybox status: 2

#### assignment operators
x=10; echo $((x=5)) $((x+=3)) $((x-=1)) $((x*=4)) $((x/=3)) $((x%=5)) $((x<<=3)) $((x>>=1)) $((x|=3)) $((x&=18)) $((x^=1)) $x
## STDOUT:
5 8 7 28 9 4 32 16 19 18 19 19
## END

#### names stand for variables, also without a dollar
x=4; y=x; echo $((x*2)) $(($x*2)) $((x+$x))
## STDOUT:
8 8 8
## END

#### unset and empty variables are zero
unset u; e=; echo $((u)) $((e+1)) $((u-1))
## STDOUT:
0 1 -1
## END

#### blanks around a number in a variable
x=' 12 '; echo $((x+1))
## STDOUT:
13
## END

#### octal and hexadecimal constants
echo $((010)) $((0x1f)) $((0XaB)) $((0))
## STDOUT:
8 31 171 0
## END

#### octal and hexadecimal variables
x=010; y=0x10; echo $((x)) $((y)) $((x+y))
## STDOUT:
8 16 24
## END

#### 64 bits wrap around
echo $((9223372036854775807+1)) $((-9223372036854775807-2)) $((4611686018427387904*2)) $((1<<63))
## STDOUT:
-9223372036854775808 9223372036854775807 -9223372036854775808 -9223372036854775808
## END

#### numbers beyond 53 bits are exact
echo $((9007199254740993)) $((9007199254740992+1)) $((3037000500*3037000500)) $((9223372036854775807/3))
## STDOUT:
9007199254740993 9007199254740993 -9223372036709301616 3074457345618258602
## END

#### shift counts are taken modulo 64
echo $((1<<64)) $((1<<65)) $((-1>>63)) $((-8>>1))
## STDOUT:
1 2 -1 -4
## END

#### branches not taken are not evaluated
## shells: dash bash
x=1; echo $((1||(x=2))) $((0&&(x=3))) $((1?7:(x=4))) $x $((0&&1/0)) $((1?1:1/0))
## STDOUT:
1 0 7 1 0 1
## END

#### division by zero ends the shell
echo a; echo $((1/0)); echo not reached
## STDOUT:
a
## END
## STDERR:
dash: 1: arithmetic expression: division by zero: "1/0"
## END
## status: 2
## OK busybox STDERR:
sh: divide by zero
## END
## OK bash STDERR:
bash: line 1: 1/0: division by 0 (error token is "0")
## END
## OK bash status: 1

#### remainder by zero ends the shell
x=0; echo $((5%x)); echo not reached
## STDERR:
dash: 1: arithmetic expression: division by zero: "5%x"
## END
## status: 2
## OK busybox STDERR:
sh: divide by zero
## END
## OK bash STDERR:
bash: line 1: 5%x: division by 0 (error token is "x")
## END
## OK bash status: 1

#### a missing operand
echo $((1+)); echo not reached
## STDERR:
dash: 1: arithmetic expression: expecting primary: "1+"
## END
## status: 2
## OK busybox STDERR:
sh: arithmetic syntax error
## END
## OK bash STDERR:
bash: line 1: 1+: syntax error: operand expected (error token is "+")
## END
## OK bash status: 1

#### a text that is no number
## shells: dash
x=abc; echo $((x+1)); echo not reached
## STDERR:
dash: 1: Illegal number: abc
## END
## status: 2

#### a variable that names another
## shells: busybox bash
a=b; b=3; echo $((a+1))
## STDOUT:
4
## END

#### trailing text
## shells: dash bash
x='1 2'; echo $(($x)); echo not reached
## STDERR:
dash: 1: arithmetic expression: expecting EOF: "1 2"
## END
## status: 2
## OK bash STDERR:
bash: line 1: 1 2: syntax error in expression (error token is "2")
## END
## OK bash status: 1

#### an error in a subshell ends only it
(echo $((1/0))); echo "after: $?" | sed 's/[12]$/nonzero/'
## STDOUT:
after: nonzero
## END
## STDERR:
dash: 1: arithmetic expression: division by zero: "1/0"
## END
## OK busybox STDERR:
sh: divide by zero
## END
## OK bash STDERR:
bash: line 1: 1/0: division by 0 (error token is "0")
## END

#### newlines and blanks are free
echo $((
  1 +
  2
))
## STDOUT:
3
## END

#### expansions happen before
x=1; op=+; echo $((x $op 2)) $((${x}0+1)) $(($(echo 3)*2)) $((`echo 4`*2))
## STDOUT:
3 11 6 8
## END

#### nested parentheses and expansions
echo $(( (1+(2*(3+4))) * $((2+1)) ))
## STDOUT:
45
## END

#### arithmetic in double quotes and here-documents
x=2; echo "$((x*3))"; cat <<E
$((x+5))
E
## STDOUT:
6
7
## END

#### a readonly variable cannot be assigned
readonly r=1; (echo $((r=2))) 2>/dev/null; echo $r
## STDOUT:
1
## END

#### increment and decrement
## shells: busybox bash
x=5; echo $((x++)) $((++x)) $((x--)) $((--x)) $x
## STDOUT:
5 7 7 5 5
## END

#### dash has no increment: two signs
## shells: dash
x=5; echo $((++x)) $((--x)) $((- -x)) $x
## STDOUT:
5 5 5 5
## END

#### dash refuses the postfix form
## shells: dash
x=5; echo $((x++))
## STDERR:
dash: 1: arithmetic expression: expecting primary: "x++"
## END
## status: 2

#### power and comma
## shells: busybox bash
echo $((2**10)) $((2**3**2)) $((1,2,3))
## STDOUT:
1024 512 3
## END

#### dash has no comma
## shells: dash
echo $((1,2))
## STDERR:
dash: 1: arithmetic expression: expecting EOF: "1,2"
## END
## status: 2

#### bases
## shells: busybox bash
echo $((2#101)) $((16#ff)) $((36#z)) $((8#17))
## STDOUT:
5 255 35 15
## END

#### an empty expression
## shells: busybox bash
echo $(( ))
## STDOUT:
0
## END

#### the empty expression in dash
## shells: dash
echo $(( )); echo not reached
## STDERR:
dash: 1: arithmetic expression: expecting primary: " "
## END
## status: 2

#### a leading zero with a digit too big
echo $((09)); echo not reached
## STDERR:
dash: 1: arithmetic expression: expecting EOF: "09"
## END
## status: 2
## OK busybox STDERR:
sh: arithmetic syntax error
## END
## OK bash STDERR:
bash: line 1: 09: value too great for base (error token is "09")
## END
## OK bash status: 1

#### a bare assignment changes the variable for later
: $((n = 3)); echo $n; echo $((n = n + 1))$n
## STDOUT:
3
44
## END

#### comparison of negative numbers
echo $((-1 < 0)) $((-5 > -3)) $((0 - 1))
## STDOUT:
1 0 -1
## END

#### a plus before a number
x=+3; echo $((+3)) $((x)) $((+x))
## STDOUT:
3 3 3
## END
