#### quotes make a pattern literal
x='a b'
[[ $x == "a "* ]]; echo $?
[[ $x == "a *" ]]; echo $?
[[ $x = a* && -n $x ]]; echo $?
[[ 'a*' == 'a*' ]]; echo $?
## shells: bash
## STDOUT:
0
1
0
0
## END

#### words are neither split nor globbed
x='a   b'; e=
[[ $x == 'a   b' ]]; echo $?
[[ -z $e ]]; echo $?
[[ $e ]]; echo $?
[[ * == '*' ]]; echo $?
## shells: bash
## STDOUT:
0
0
1
0
## END

#### and, or, not and parentheses
[[ a && ! b ]]; echo $?
[[ ( a == b || c == c ) && -n x ]]; echo $?
[[ ! ( a == a ) || b == b ]]; echo $?
## shells: bash
## STDOUT:
1
0
0
## END

#### the right side of && is not evaluated when the left is false
[[ -n '' && $(echo ran >&2) ]]; echo $?
[[ -n a || $(echo ran >&2) ]]; echo $?
## shells: bash
## STDOUT:
1
0
## END

#### comparison of numbers evaluates arithmetic
i=3
[[ i+1 -eq 4 ]]; echo $?
[[ 010 -eq 8 ]]; echo $?
[[ 2 -lt 10 ]]; echo $?
[[ x -eq 0 ]]; echo $?
## shells: bash
## STDOUT:
0
0
0
0
## END

#### an error in arithmetic makes the condition false
[[ 1+ -eq 1 ]]; echo $?
[[ 08 -eq 8 ]]; echo $?
## shells: bash
## STDOUT:
1
1
## END
## STDERR:
bash: line 1: [[: 1+: syntax error: operand expected (error token is "+")
bash: line 2: [[: 08: value too great for base (error token is "08")
## END

#### strings compare bytewise
[[ a < b ]]; echo $?
[[ b > a ]]; echo $?
[[ 10 < 9 ]]; echo $?
## shells: bash
## STDOUT:
0
0
0
## END

#### files
touch f; mkdir d; ln -s f l
[[ -f f && -d d && -L l && -e l && ! -e no ]]; echo $?
[[ -s f ]]; echo $?
[[ f -ef l ]]; echo $?
[[ -v PATH ]]; echo $?
## shells: bash
## STDOUT:
0
1
0
0
## END

#### extended patterns count without shopt
[[ foo.txt == *.@(c|txt) ]]; echo $?
[[ foo == !(bar) ]]; echo $?
[[ ab == +(a|b) ]]; echo $?
## shells: bash
## STDOUT:
0
0
0
## END

#### a regular expression and its groups
[[ foo-12.tar =~ ^([a-z]+)-([0-9]+) ]]; echo $? "${BASH_REMATCH[0]}" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" ${#BASH_REMATCH[@]}
[[ foo =~ b ]]; echo $? ${#BASH_REMATCH[@]}
## shells: bash
## STDOUT:
0 foo-12 foo 12 3
1 0
## END

#### what is quoted in a regular expression is literal
[[ axb =~ a.b ]]; echo $?
[[ axb =~ "a.b" ]]; echo $?
[[ axb =~ a\.b ]]; echo $?
re='a.b'
[[ axb =~ $re ]]; echo $?
[[ axb =~ "$re" ]]; echo $?
## shells: bash
## STDOUT:
0
1
1
0
1
## END

#### spaces and separators inside parentheses belong to the expression
[[ 'a  b' =~ (a  b) ]]; echo $?
[[ 'a;b' =~ (a;b|c) ]]; echo $?
## shells: bash
## STDOUT:
0
0
## END

#### the longest alternative matches
[[ xyabc =~ (a|ab)(c|bcd)? ]]; echo "${BASH_REMATCH[0]}"
[[ aaa =~ a* ]]; echo "${BASH_REMATCH[0]}"
## shells: bash
## STDOUT:
abc
aaa
## END

#### brackets and classes in a regular expression
[[ 'a b' =~ [[:space:]] ]]; echo $?
[[ ']' =~ []] ]]; echo $?
[[ x =~ [^a-w] ]]; echo $?
[[ a.b =~ [".x"] ]]; echo $?
## shells: bash
## STDOUT:
0
0
0
0
## END

#### a wrong regular expression is status 2
re='('
[[ a =~ $re ]]; echo $?
## shells: bash
## STDOUT:
2
## END

#### nocasematch
shopt -s nocasematch
[[ ABC == a* ]]; echo $?
[[ ABC =~ b ]]; echo $? "${BASH_REMATCH[0]}"
case ABC in abc) echo case;; esac
[ ABC = abc ]; echo $?
## shells: bash
## STDOUT:
0
0 B
case
1
## END

#### set -x shows quoted characters with backslashes
set -x
x='a b'
[[ $x == "a "* && -n $x ]]
[[ ! $x == 3 ]]
[[ $x =~ ^(a)" b" ]]
[[ 3 -eq 1+2 ]]
[[ $nope ]]
## shells: bash
## STDERR:
+ x='a b'
+ [[ a b == \a\ * ]]
+ [[ -n a b ]]
+ [[ ! a b == 3 ]]
+ [[ a b =~ ^(a) b ]]
+ [[ 3 -eq 1+2 ]]
+ [[ -n '' ]]
## END
## status: 1

#### set -e ends at a false condition
set -e
[[ a == b ]] || echo or
if [[ a == b ]]; then :; fi
[[ a == b ]]
echo not reached
## shells: bash
## STDOUT:
or
## END
## status: 1

#### newlines inside
[[ a == a
&&
b == b ]] && echo yes
## shells: bash
## STDOUT:
yes
## END
