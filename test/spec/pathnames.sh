# Pathname expansion (XCU 2.6.6).

#### sorted by byte, without hidden files
mkdir d; cd d; : > b; : > a; : > B; : > .h; echo *
## STDOUT:
B a b
## END

#### hidden files need a dot
mkdir d; cd d; : > .a; : > .b; : > c; echo .[ab] .?
## STDOUT:
.a .b .. .a .b
## END
## OK bash STDOUT:
.a .b .a .b
## END

#### no match leaves the word
echo nothing* 'x'*y ?
## STDOUT:
nothing* x*y ?
## END

#### in directories
mkdir -p d/e f; : > d/1; : > d/e/2; : > f/1; echo */1; echo */*; echo */; echo d/*/2; echo ./d/*
## STDOUT:
d/1 f/1
d/1 d/e f/1
d/ f/
d/e/2
./d/1 ./d/e
## END

#### quoted and escaped characters do not match
mkdir d; cd d; : > a; : > '*'; echo '*' "*" \* a'*'
## STDOUT:
* * * a*
## END

#### a slash does not match
mkdir d; : > d/x; echo d?x d[/]x d*x
## STDOUT:
d?x d[/]x d*x
## END

#### brackets
mkdir d; cd d; : > a1; : > b1; : > c2; echo [ab]1 [!a]* *[0-9] [[:alpha:]]2
## STDOUT:
a1 b1 b1 c2 a1 b1 c2 c2
## END

#### from a variable
mkdir d; cd d; : > one; : > two; x='*'; echo $x "$x"; y='t*'; echo $y
## STDOUT:
one two *
two
## END

#### several fields each match for themselves
mkdir d; cd d; : > a1; : > b2; x='a* b* c*'; echo $x
## STDOUT:
a1 b2 c*
## END

#### set -f turns it off
mkdir d; cd d; : > a; set -f; echo *; set +f; echo *
## STDOUT:
*
a
## END

#### names with blanks stay one field
mkdir d; cd d; : > 'a b'; for i in *; do echo "[$i]"; done
## STDOUT:
[a b]
## END

#### not in assignments, nor in case
mkdir d; cd d; : > a; x=*; echo "$x"; case * in a) echo no;; *) echo yes;; esac
## STDOUT:
*
yes
## END

#### dangling links match
mkdir d; cd d; ln -s nowhere l; echo l* l; echo l*/
## STDOUT:
l l
l*/
## END

#### links to directories are followed
mkdir -p d/r; cd d; : > r/f; ln -s r l; echo */f l/*
## STDOUT:
l/f r/f l/f
## END

#### several slashes stay
mkdir d; : > d/x; echo d//x* .//d/*
## STDOUT:
d//x .//d/x
## END

#### dot and dot-dot
## shells: dash busybox
mkdir d; cd d; echo .*; : > .a; echo .* ./.*
## STDOUT:
. ..
. .. .a ./. ./.. ./.a
## END

#### in for and in redirections of a single match
mkdir d; cd d; : > f1; for i in f*; do echo $i; done; echo x > "f1"; cat f*
## STDOUT:
f1
x
## END

#### a backslash from a variable escapes
mkdir d; cd d; : > 'a*'; : > ab; x='a\*'; echo $x; y='\a*'; echo $y
## STDOUT:
a\*
a* ab
## END

#### a tilde in a name
mkdir d; cd d; : > '~a'; echo ~*; echo '~'*
## STDOUT:
~a
~a
## END
