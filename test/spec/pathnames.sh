# Pathname expansion (XCU 2.6.6).

#### sorted by byte, without hidden files
mkdir d; cd d; : > b; : > a; : > B; : > .h; echo *

#### hidden files need a dot
mkdir d; cd d; : > .a; : > .b; : > c; echo .[ab] .?

#### no match leaves the word
echo nothing* 'x'*y ?

#### in directories
mkdir -p d/e f; : > d/1; : > d/e/2; : > f/1; echo */1; echo */*; echo */; echo d/*/2; echo ./d/*

#### quoted and escaped characters do not match
mkdir d; cd d; : > a; : > '*'; echo '*' "*" \* a'*'

#### a slash does not match
mkdir d; : > d/x; echo d?x d[/]x d*x

#### brackets
mkdir d; cd d; : > a1; : > b1; : > c2; echo [ab]1 [!a]* *[0-9] [[:alpha:]]2

#### from a variable
mkdir d; cd d; : > one; : > two; x='*'; echo $x "$x"; y='t*'; echo $y

#### several fields each match for themselves
mkdir d; cd d; : > a1; : > b2; x='a* b* c*'; echo $x

#### set -f turns it off
mkdir d; cd d; : > a; set -f; echo *; set +f; echo *

#### names with blanks stay one field
mkdir d; cd d; : > 'a b'; for i in *; do echo "[$i]"; done

#### not in assignments, nor in case
mkdir d; cd d; : > a; x=*; echo "$x"; case * in a) echo no;; *) echo yes;; esac

#### dangling links match
mkdir d; cd d; ln -s nowhere l; echo l* l; echo l*/

#### links to directories are followed
mkdir -p d/r; cd d; : > r/f; ln -s r l; echo */f l/*

#### several slashes stay
mkdir d; : > d/x; echo d//x* .//d/*

#### dot and dot-dot
## shells: dash busybox
mkdir d; cd d; echo .*; : > .a; echo .* ./.*

#### in for and in redirections of a single match
mkdir d; cd d; : > f1; for i in f*; do echo $i; done; echo x > "f1"; cat f*

#### a backslash from a variable escapes
mkdir d; cd d; : > 'a*'; : > ab; x='a\*'; echo $x; y='\a*'; echo $y

#### a tilde in a name
mkdir d; cd d; : > '~a'; echo ~*; echo '~'*
