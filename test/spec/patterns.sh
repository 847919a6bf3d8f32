# Patterns (XCU 2.14), in case and elsewhere.

#### star, question mark, literal
for w in abc a '' b; do case $w in a*) echo "$w:a*";; ?) echo "$w:?";; '') echo empty;; esac; done
## STDOUT:
abc:a*
a:a*
empty
b:?
## END

#### the first match wins
case ab in a*) echo first;; ab) echo second;; esac
## STDOUT:
first
## END

#### several patterns
case b in a|b|c) echo yes;; esac; case d in (a|b|c) echo yes;; (*) echo other;; esac
## STDOUT:
yes
other
## END

#### brackets
for w in a b - ] 5 Z; do case $w in [a]) echo "$w 1";; [!a-z0-9]) echo "$w 2";; [0-9]) echo "$w 3";; *) echo "$w 4";; esac; done
## STDOUT:
a 1
b 4
- 2
] 2
5 3
Z 2
## END

#### a closing bracket first in a bracket is literal
case ']' in []]) echo yes;; esac; case ']' in [!]]) echo no;; *) echo not;; esac; case a in [!]]) echo yes;; esac
## STDOUT:
yes
not
yes
## END

#### a dash at the ends of a bracket is literal
case - in [a-]) echo 1;; esac; case - in [-a]) echo 2;; esac; case b in [a-]) echo no;; *) echo 3;; esac
## STDOUT:
1
2
3
## END

#### character classes
for w in a A 5 ' ' _ .; do case $w in [[:lower:]]) echo lower;; [[:upper:]]) echo upper;; [[:digit:]]) echo digit;; [[:space:]]) echo space;; [[:punct:]]) echo punct;; esac; done
## STDOUT:
lower
upper
digit
space
punct
punct
## END

#### classes beside other members
case x5 in [[:alpha:]_][[:digit:][:upper:]]) echo yes;; esac
## STDOUT:
yes
## END

#### an unterminated bracket is literal
case '[a' in [a) echo yes;; *) echo no;; esac; case 'a[' in a[) echo yes;; *) echo no;; esac
## STDOUT:
yes
yes
## END

#### quoted pattern characters are literal
case '*' in '*') echo 1;; esac; case a in '*') echo no;; \?) echo no;; "[a]") echo no;; *) echo 2;; esac
## STDOUT:
1
2
## END

#### quoted members of a bracket
case - in [a'-'c]) echo 1;; esac; case b in [a'-'c]) echo no;; *) echo 2;; esac; case ] in [a"]"]) echo 3;; esac
## STDOUT:
1
2
3
## END

#### a backslash escapes in a pattern
case 'a*' in a\*) echo 1;; esac; case ab in a\*) echo no;; *) echo 2;; esac
## STDOUT:
1
2
## END

#### a pattern from an unquoted variable is active
p='a*'; case abc in $p) echo 1;; esac; case abc in "$p") echo no;; *) echo 2;; esac
## STDOUT:
1
2
## END

#### a backslash from a variable escapes
p='\*'; case '*' in $p) echo 1;; esac; case x in $p) echo no;; *) echo 2;; esac
## STDOUT:
1
2
## END

#### dots and slashes are ordinary in case
case .a/b in *) echo 1;; esac; case a/b in a?b) echo 2;; esac; case .x in ?x) echo 3;; esac
## STDOUT:
1
2
3
## END

#### negation with ^ is not dash's
case a in [^b]) echo negated;; *) echo literal;; esac
## STDOUT:
literal
## END
## OK busybox STDOUT:
negated
## END
## OK bash STDOUT:
negated
## END

#### ranges go by byte
case b in [a-c]) echo 1;; esac; case B in [a-c]) echo no;; *) echo 2;; esac; case c in [c-a]) echo no;; *) echo 3;; esac
## STDOUT:
1
2
3
## END

#### many stars do not explode
x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; case $x in *a*a*a*a*b) echo no;; *) echo done;; esac
## STDOUT:
done
## END

#### an empty pattern matches the empty word
case '' in '') echo 1;; esac; x=; case '' in $x) echo 2;; esac; case a in $x) echo no;; *) echo 3;; esac
## STDOUT:
1
2
3
## END

#### the word is not split and not globbed
echo > afile; x='a*'; case $x in 'a*') echo yes;; esac
## STDOUT:
yes
## END

#### falling through
## shells: busybox bash
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac
## STDERR:
sh: syntax error: unexpected "&"
## END
## status: 2
## OK bash STDOUT:
1
2
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### the status of case
case a in b) false;; esac; echo $?; case a in a) false;; esac; echo $?; case a in a) ;; esac; echo $?; false; case x in y) ;; esac; echo $?
## STDOUT:
0
1
0
0
## END

#### a substitution in a pattern
case abc in $(echo 'a*')) echo yes;; esac
## STDOUT:
yes
## END

#### quotes inside a substitution's pattern
case 'a b' in "a "*) echo yes;; esac; case 'a b' in a" "b) echo yes;; esac
## STDOUT:
yes
yes
## END

#### a newline matches a star
case 'a
b' in a*b) echo yes;; esac; case '
' in ?) echo yes;; esac
## STDOUT:
yes
yes
## END
