# Field splitting (XCU 2.6.5).

#### default IFS splits at runs of blanks
x='  a  b	c
d  '; printf '<%s>' $x; echo
## STDOUT:
<a><b><c><d>
## END

#### no splitting in quotes
x=' a  b '; printf '<%s>' "$x"; echo
## STDOUT:
< a  b >
## END

#### a colon separates also empty fields
IFS=:; x=a::b:; printf '<%s>' $x; echo; x=:a; printf '<%s>' $x; echo
## STDOUT:
<a><><b>
<><a>
## END

#### white space in IFS belongs to the delimiter beside it
IFS=': '; x='a : b :c: d'; printf '<%s>' $x; echo; x=' : a'; printf '<%s>' $x; echo
## STDOUT:
<a><b><c><d>
<><a>
## END

#### an empty IFS splits nothing
IFS=; x='a b:c'; printf '<%s>' $x; echo
## STDOUT:
<a b:c>
## END

#### an unset IFS is the default
unset IFS; x='a b	c'; printf '<%s>' $x; echo
## STDOUT:
<a><b><c>
## END

#### command substitutions are split
printf '<%s>' $(echo 'a b'; echo c); echo; printf '<%s>' "$(echo 'a b'; echo c)"; echo
## STDOUT:
<a><b><c>
<a b
c>
## END

#### arithmetic expansions are split
IFS=2; printf '<%s>' $((121)) "$((121))"; echo
## STDOUT:
<1><1><121>
## END

#### literal text is never split
IFS=:; printf '<%s>' a:b $(echo c:d); echo
## STDOUT:
<a:b><c><d>
## END

#### text beside an expansion joins its first and last field
x='b c'; printf '<%s>' a${x}d; echo; x=' b c '; printf '<%s>' a${x}d; echo
## STDOUT:
<ab><cd>
<a><b><c><d>
## END

#### quoted text beside an expansion
x=' b '; printf '<%s>' "a"$x"c" ""$x""; echo
## STDOUT:
<a><b><c><><b><>
## END

#### two expansions beside each other
x='a '; y=' b'; printf '<%s>' $x$y; echo; y=b; printf '<%s>' $x$y; echo; x=a; printf '<%s>' $x$y; echo
## STDOUT:
<a><b>
<a><b>
<ab>
## END

#### assignments are not split
x='a  b'; y=$x; z=$(echo 'c  d'); printf '<%s>' "$y" "$z"; echo
## STDOUT:
<a  b><c  d>
## END

#### case words and patterns are not split
x='a b'; case $x in 'a b') echo yes;; esac; case 'a b' in $x) echo yes;; esac
## STDOUT:
yes
yes
## END

#### redirection targets are not split
x='a b'; echo content > $x; cat 'a b'
## STDOUT:
content
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 1: $x: ambiguous redirect
cat: 'a b': No such file or directory
## END
## OK bash status: 1

#### splitting happens only where IFS is assigned before
x=a:b; IFS=: ; set -- $x; echo $#
## STDOUT:
2
## END

#### for goes through the fields
IFS=,; for i in $(echo 1,2,,3); do echo "[$i]"; done
## STDOUT:
[1]
[2]
[]
[3]
## END

#### a backslash as delimiter
IFS='\'; x='a\b'; printf '<%s>' $x; echo
## STDOUT:
<a><b>
## END

#### IFS whitespace alone gives no field
x='   '; set -- $x; echo $#; IFS=' '; set -- $x$x; echo $#
## STDOUT:
0
0
## END

#### the last delimiter makes no empty field
IFS=:; x=a:; set -- $x; echo $#; x=a::; set -- $x; echo $#; x=:; set -- $x; echo $#
## STDOUT:
1
2
1
## END

#### letters as delimiters
IFS=xy; v=1x2yx3; printf '<%s>' $v; echo
## STDOUT:
<1><2><><3>
## END

#### unquoted $@ is split again
set -- 'a b' 'c d'; IFS=' '; for i in $@; do echo "$i"; done
## STDOUT:
a
b
c
d
## END

#### a prefix assignment of IFS does not split the words of its own command
x=a:b; IFS=: printf '<%s>' $x; echo
## STDOUT:
<a:b>
## END

#### bash: white space before the first delimiter of $@
IFS=': '; set -- ' :a' b; for i in $@; do echo "[$i]"; done; v=' :a'; for i in $v; do echo "[$i]"; done
## STDOUT:
[]
[a]
[b]
[]
[a]
## END
## OK bash STDOUT:
[a]
[b]
[]
[a]
## END
