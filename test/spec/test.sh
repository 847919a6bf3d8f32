# test and [ (XCU test).

#### no and one argument
[ ]; echo $?; [ '' ]; echo $?; [ a ]; echo $?; [ -n ]; echo $?; [ ! ]; echo $?; [ = ]; echo $?
## STDOUT:
1
1
0
0
0
0
## END

#### strings
[ a = a ]; echo $?; [ a = b ]; echo $?; [ a != b ]; echo $?; [ -z '' ]; echo $?; [ -n '' ]; echo $?; [ -z a ]; echo $?
## STDOUT:
0
1
0
0
1
1
## END

#### numbers
[ 1 -eq 01 ]; echo $?; [ 1 -lt 2 ]; echo $?; [ 2 -le 1 ]; echo $?; [ 3 -gt 2 ]; echo $?; [ 3 -ge 4 ]; echo $?; [ 1 -ne 1 ]; echo $?; [ -1 -lt 0 ]; echo $?
## STDOUT:
0
0
1
0
1
1
0
## END

#### blanks around numbers
[ ' 5' -eq '5 ' ]; echo $?
## STDOUT:
0
## END

#### something that is no number
[ a -eq 1 ]; echo $?; [ 1 -eq '' ]; echo $?
## STDOUT:
2
2
## END
## STDERR:
dash: 1: [: Illegal number: a
dash: 1: [: Illegal number: 
## END
## OK busybox STDERR:
sh: a: bad number
sh: bad number
## END
## OK bash STDERR:
bash: line 1: [: a: integer expression expected
bash: line 1: [: : integer expression expected
## END

#### files
: > f; mkdir d; ln -s f l; ln -s none b; for t in e f d h L s r w; do for n in f d l b none; do [ -$t $n ] && printf '%s%s ' $t $n; done; done; echo
## STDOUT:
ef ed el ff fl dd hl hb Ll Lb sd rf rd rl wf wd wl 
## END

#### size and kind
echo x > f; [ -s f ]; echo $?; [ -x f ]; echo $?; chmod +x f; [ -x f ]; echo $?; [ -c /dev/null ]; echo $?; mkfifo p; [ -p p ]; echo $?
## STDOUT:
0
1
0
0
0
## END

#### negation
[ ! a = b ]; echo $?; [ ! -n '' ]; echo $?; [ ! '' ]; echo $?; [ ! ! a ]; echo $?
## STDOUT:
0
0
0
0
## END

#### and, or
[ a = a -a b = b ]; echo $?; [ a = b -o b = b ]; echo $?; [ a = b -a b = b ]; echo $?; [ a -o '' ]; echo $?
## STDOUT:
0
0
1
0
## END

#### parentheses
[ '(' a = a ')' ]; echo $?; [ ! '(' a = b ')' ]; echo $?; [ '(' a = b -o b = b ')' -a c ]; echo $?
## STDOUT:
0
0
0
## END

#### three arguments that look like operators
[ ! = ! ]; echo $?; [ -n = -n ]; echo $?; [ '(' = '(' ]; echo $?; [ -f = -f ]; echo $?
## STDOUT:
0
0
0
0
## END

#### the double equal sign
[ a == a ]; echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: [: a: unexpected operator
## END
## OK busybox STDOUT:
0
## END
## OK busybox STDERR:
## END
## OK bash STDOUT:
0
## END
## OK bash STDERR:
## END

#### a missing bracket
[ a; echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: [: missing ]
## END
## OK busybox STDERR:
sh: missing ]
## END
## OK bash STDERR:
bash: line 1: [: missing `]'
## END

#### too many arguments
[ a b ]; echo $?; [ a b c ]; echo $?; [ a = b c ]; echo $?
## STDOUT:
2
2
2
## END
## STDERR:
dash: 1: [: a: unexpected operator
dash: 1: [: a: unexpected operator
dash: 1: [: b: unexpected operator
## END
## OK busybox STDERR:
sh: b: unknown operand
sh: b: unknown operand
sh: c: unknown operand
## END
## OK bash STDERR:
bash: line 1: [: a: unary operator expected
bash: line 1: [: b: binary operator expected
bash: line 1: [: too many arguments
## END

#### a missing operand
[ a = ]; echo $?; [ 1 -eq ]; echo $?
## STDOUT:
2
2
## END
## STDERR:
dash: 1: [: =: argument expected
dash: 1: [: -eq: argument expected
## END
## OK busybox STDERR:
sh: =: argument expected
sh: -eq: argument expected
## END
## OK bash STDERR:
bash: line 1: [: a: unary operator expected
bash: line 1: [: 1: unary operator expected
## END

#### comparing files
: > a; ln a b; [ a -ef b ]; echo $?; [ a -ef none ]; echo $?; [ a -nt none ]; echo $?
## STDOUT:
0
1
1
## END
## OK bash STDOUT:
0
1
0
## END

#### less and greater
[ a '<' b ]; echo $?; [ b '>' a ]; echo $?; [ a '>' b ]; echo $?
## STDOUT:
0
0
1
## END

#### test without bracket
test a = a; echo $?; test; echo $?; test -d /; echo $?; test ']' ; echo $?
## STDOUT:
0
1
0
0
## END

#### an unset variable unquoted
unset u; [ $u = a ]; echo $?; [ -n $u ]; echo $?; [ "$u" = a ]; echo $?
## STDOUT:
2
0
1
## END
## STDERR:
dash: 1: [: =: unexpected operator
## END
## OK busybox STDERR:
sh: a: unknown operand
## END
## OK bash STDERR:
bash: line 1: [: =: unary operator expected
## END

#### a terminal
[ -t 0 ]; echo $?; [ -t 99 ]; echo $?
## STDOUT:
1
1
## END

#### -a and -o with few arguments
[ a -a b ]; echo $?; [ a -a '' ]; echo $?; [ '' -o b ]; echo $?; [ -a ]; echo $?
## STDOUT:
0
1
0
0
## END

#### [[ ]]
## shells: bash
[[ a == a* && ! b < a ]]; echo $?; [[ abc =~ ^a(.)c$ ]]; echo $? "${BASH_REMATCH[1]}"
## STDOUT:
0
0 b
## END
