# Field splitting (XCU 2.6.5).

#### default IFS splits at runs of blanks
x='  a  b	c
d  '; printf '<%s>' $x; echo

#### no splitting in quotes
x=' a  b '; printf '<%s>' "$x"; echo

#### a colon separates also empty fields
IFS=:; x=a::b:; printf '<%s>' $x; echo; x=:a; printf '<%s>' $x; echo

#### white space in IFS belongs to the delimiter beside it
IFS=': '; x='a : b :c: d'; printf '<%s>' $x; echo; x=' : a'; printf '<%s>' $x; echo

#### an empty IFS splits nothing
IFS=; x='a b:c'; printf '<%s>' $x; echo

#### an unset IFS is the default
unset IFS; x='a b	c'; printf '<%s>' $x; echo

#### command substitutions are split
printf '<%s>' $(echo 'a b'; echo c); echo; printf '<%s>' "$(echo 'a b'; echo c)"; echo

#### arithmetic expansions are split
IFS=2; printf '<%s>' $((121)) "$((121))"; echo

#### literal text is never split
IFS=:; printf '<%s>' a:b $(echo c:d); echo

#### text beside an expansion joins its first and last field
x='b c'; printf '<%s>' a${x}d; echo; x=' b c '; printf '<%s>' a${x}d; echo

#### quoted text beside an expansion
x=' b '; printf '<%s>' "a"$x"c" ""$x""; echo

#### two expansions beside each other
x='a '; y=' b'; printf '<%s>' $x$y; echo; y=b; printf '<%s>' $x$y; echo; x=a; printf '<%s>' $x$y; echo

#### assignments are not split
x='a  b'; y=$x; z=$(echo 'c  d'); printf '<%s>' "$y" "$z"; echo

#### case words and patterns are not split
x='a b'; case $x in 'a b') echo yes;; esac; case 'a b' in $x) echo yes;; esac

#### redirection targets are not split
x='a b'; echo content > $x; cat 'a b'

#### splitting happens only where IFS is assigned before
x=a:b; IFS=: ; set -- $x; echo $#

#### for goes through the fields
IFS=,; for i in $(echo 1,2,,3); do echo "[$i]"; done

#### a backslash as delimiter
IFS='\'; x='a\b'; printf '<%s>' $x; echo

#### IFS whitespace alone gives no field
x='   '; set -- $x; echo $#; IFS=' '; set -- $x$x; echo $#

#### the last delimiter makes no empty field
IFS=:; x=a:; set -- $x; echo $#; x=a::; set -- $x; echo $#; x=:; set -- $x; echo $#

#### letters as delimiters
IFS=xy; v=1x2yx3; printf '<%s>' $v; echo

#### unquoted $@ is split again
set -- 'a b' 'c d'; IFS=' '; for i in $@; do echo "$i"; done

#### a prefix assignment of IFS does not split the words of its own command
x=a:b; IFS=: printf '<%s>' $x; echo
