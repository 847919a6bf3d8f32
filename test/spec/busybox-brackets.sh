# [[ ]] of busybox is a command like [, with a few differences.

#### the right side is a pattern, quoted or not
[[ ab = a* ]]; echo $?; [[ ab == "a*" ]]; echo $?; [[ ba != "b*" ]]; echo $?; p="a*"; [[ abc = "$p" ]]; echo $?
## shells: busybox
## STDOUT:
0
0
1
0
## END

#### words are split and expanded to names
x="a b"; [[ $x = "a b" ]]; echo $?; [[ $u = a ]]; echo $?
## shells: busybox
## STDOUT:
2
2
## END
## STDERR:
sh: b: unknown operand
sh: a: unknown operand
## END

#### && and || between
[[ a && "" || b ]]; echo $?; [[ ! "" && a ]]; echo $?; [[ -d /etc && ! -f /etc ]]; echo $?; [[ 1 -lt 2 && 3 -gt 2 ]]; echo $?
## shells: busybox
## STDOUT:
0
0
0
0
## END

#### -a and -o do not join
[[ a = b -o c = c ]]; echo $?; [[ a -a b ]]; echo $?
## shells: busybox
## STDOUT:
2
2
## END
## STDERR:
sh: -o: unknown operand
sh: -a: unknown operand
## END

#### regular expressions
[[ xaby =~ a+b ]]; echo $?; [[ b =~ ^a$ ]]; echo $?; r="a|c"; [[ c =~ $r ]]; echo $?; [[ ab =~ "a." ]]; echo $?; [[ a =~ "[" ]]; echo $?; [[ a =~ ]]; echo $?
## shells: busybox
## STDOUT:
0
1
0
0
2
2
## END
## STDERR:
sh: =~: argument expected
## END

#### order of texts
[[ a \< b ]]; echo $?; [[ b \< a ]]; echo $?; [[ b \> a ]]; echo $?
## shells: busybox
## STDOUT:
0
1
0
## END

#### no closing brackets
[[ x = x; echo $?
## shells: busybox
## STDOUT:
2
## END
## STDERR:
sh: missing ]]
## END

#### a line does not go on after &&
[[ a &&
b ]]; echo $?
## shells: busybox
## STDOUT:
127
## END
## STDERR:
sh: missing ]]
sh: b: not found
## END

#### every command that has it among its words takes && for a word
echo [[ a && echo b; echo [[ a && b ]] && echo c
## shells: busybox
## STDOUT:
[[ a && echo b
[[ a && b ]]
c
## END

#### only where it is written plainly
"[[" a && b ]]; echo $?; f=[[; $f a = a ]]; echo $?
## shells: busybox
## STDOUT:
2
0
## END
## STDERR:
sh: missing ]]
## END

#### in [ and test neither
test a "&&" b; echo $?; test a = "a*"; echo $?; [ a =~ a ]; echo $?
## shells: busybox
## STDOUT:
2
1
2
## END
## STDERR:
sh: &&: unknown operand
sh: =~: unknown operand
## END

#### strange words
[[ == ]]; echo $?; [[ = = = ]]; echo $?; [[ && ]]; echo $?; [[ || true ]]; echo $?; [[ ]]; echo $?
## shells: busybox
## STDOUT:
0
0
0
2
1
## END
## STDERR:
sh: true: unknown operand
## END

#### (( is two subshells
((1)); echo $?; (( i++ )); echo $?; ((echo a; echo b) | cat)
## shells: busybox
## STDOUT:
127
127
a
b
## END
## STDERR:
sh: 1: not found
sh: i++: not found
## END

#### no for ((
for ((i=0;i<3;i++)); do echo $i; done
## shells: busybox
## STDERR:
sh: syntax error: bad for loop variable
## END
## status: 2

#### let
i=1; let i++; echo $i $?; let "i = i * 3" j=i-6; echo $? $i $j; let; echo $?; let 0; echo $?; let 1/0; echo $?; let "2 **"; echo $?
## shells: busybox
## STDOUT:
2 0
1 6 0
2
1
2
2
## END
## STDERR:
sh: let: line 0: expression expected
sh: let: line 0: divide by zero
sh: let: line 0: arithmetic syntax error
## END

#### no ;& in case
case a in a) echo a;& b) echo b;; esac
## shells: busybox
## STDERR:
sh: syntax error: unexpected "&"
## END
## status: 2

#### no ;;& in case
case a in a) echo a;;& a) echo b;; esac
## shells: busybox
## STDERR:
sh: syntax error: unexpected word (expecting ")")
## END
## status: 2

#### names of functions are names
a-b() { echo ab; }; a-b
## shells: busybox
## STDERR:
sh: syntax error: bad function name
## END
## status: 2

#### names behind function too
function a.b { echo x; }; a.b
## shells: busybox
## STDERR:
sh: syntax error: bad function name
## END
## status: 2

#### $'…'
echo $'a\tb\n\x41\101\'\"\q\e' $'a\0b'
## shells: busybox
## STDOUT:
a	b
AA'"\q\e ab
## END
