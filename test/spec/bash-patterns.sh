#### extended patterns in case
shopt -s extglob
for x in ab.c abc foo.txt '' aaa; do
case $x in *.@(c|txt)) echo "1 $x";; +(a)) echo "2 $x";; ?(x)) echo "3 $x";; !(*.*)) echo "4 $x";; esac
done
## shells: bash
## STDOUT:
1 ab.c
4 abc
1 foo.txt
3 
2 aaa
## END

#### extended patterns in expansions
shopt -s extglob
x=foobarfoo
echo ${x#+(foo)} ${x##+(fo*)} ${x%@(foo|bar)} ${x%%!(x)}
## shells: bash
## STDOUT:
barfoo foobar
## END

#### without extglob they are a syntax error
echo @(a|b)
## shells: bash
## STDERR:
bash: -c: line 1: syntax error near unexpected token `('
bash: -c: line 1: `echo @(a|b)'
## END
## status: 2

#### extglob holds from the next line on
shopt -s extglob
echo @(a|b)
## shells: bash
## STDOUT:
@(a|b)
## END

#### nested and negated patterns of pathnames
shopt -s extglob
touch ab ac ad az bc bd
echo a@(!(c|d))
echo a!(@(ab|b*))
echo !(a*)
echo *(b|c)
## shells: bash
## STDOUT:
ab az
ac ad az
bc bd
bc
## END

#### spaces in an extended pattern
shopt -s extglob
touch 'a b' foo bar
printf '<%s>\n' @(a b|foo)
## shells: bash
## STDOUT:
<a b>
<foo>
## END

#### nullglob removes what matches nothing
shopt -s nullglob
touch a
echo z* a* '*' "z*"
for x in z*; do echo $x; done
## shells: bash
## STDOUT:
a * z*
## END

#### failglob gives up the line
shopt -s failglob
echo z*; echo same line
echo next line $?
## shells: bash
## STDOUT:
next line 1
## END
## STDERR:
bash: line 2: no match: z*
## END

#### dotglob
shopt -s dotglob
touch .a b
echo *
## shells: bash
## STDOUT:
.a b
## END

#### globskipdots
touch .a
echo .*
shopt -u globskipdots
echo .*
## shells: bash
## STDOUT:
.a
. .. .a
## END

#### nocaseglob
shopt -s nocaseglob
touch Abc abd
echo a*
## shells: bash
## STDOUT:
Abc abd
## END

#### globstar
shopt -s globstar
mkdir -p a/b/c; touch a/x a/b/y a/b/c/z
echo **
echo **/
echo a/**
echo **/z **/**/z
## shells: bash
## STDOUT:
a a/b a/b/c a/b/c/z a/b/y a/x
a/ a/b/ a/b/c/
a/ a/b a/b/c a/b/c/z a/b/y a/x
a/b/c/z a/b/c/z
## END

#### set -f
touch a
set -f; echo *; set +f; echo *
## shells: bash
## STDOUT:
*
a
## END

#### braces: alternatives
echo {a,b} x{,y} {,} {a} a{b{c,d},e}f {a,b}{1,2} \{a,b} '{a,b}' "{a,b}"
## shells: bash
## STDOUT:
a b x xy {a} abcf abdf aef a1 a2 b1 b2 {a,b} {a,b} {a,b}
## END

#### braces: sequences
echo {1..5} {5..1} {a..e..2} {01..10..3} {-2..2} {1..1} {a..a} {1..} {1..a} {5..1..2}
## shells: bash
## STDOUT:
1 2 3 4 5 5 4 3 2 1 a c e 01 04 07 10 -2 -1 0 1 2 1 a {1..} {1..a} 5 3 1
## END

#### braces: before all other expansions
a=1; b=2; ab=x
echo {$a,$b}c ~{,/x} {$a,b}_{c,d} {"a b",c\,d}
## shells: bash
## STDOUT:
/root /root/x b_c b_d a b c,d
## END

#### braces: an empty unquoted alternative is no word
set -- {X,,Y,}
echo $#
## shells: bash
## STDOUT:
2
## END

#### braces: not in assignments, but in their look-alikes
x={a,b}; echo $x
echo x={a,b}
## shells: bash
## STDOUT:
{a,b}
x=a x=b
## END

#### braces: set +B
set +B
echo {a,b}
set -B
echo {a,b}
## shells: bash
## STDOUT:
{a,b}
a b
## END

#### braces in ${…}
echo ${x:-{a,b}}
## shells: bash
## STDOUT:
{a,b}
## END

#### case falls through
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac
case a in a) echo A;;& b) echo B;; a*) echo A2;& c) echo C;; d) echo D;; esac
case a in a) false;;& b) ;; esac; echo $?
## shells: bash
## STDOUT:
1
2
A
A2
C
1
## END
