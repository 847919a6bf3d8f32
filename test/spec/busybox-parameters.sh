# What busybox has beyond POSIX in ${…}.

#### substitution: the first match, or all
x=abcabc; echo ${x/b/-} ${x//b/-} "${x//[ab]/<>}" ${x/b} ${x//b} ${x/b/}
## shells: busybox
## STDOUT:
a-cabc a-ca-c <><>c<><>c acabc acac acabc
## END

#### an empty pattern changes nothing
x=abc; echo "${x/}" "${x//}"
## shells: busybox
## STDOUT:
abc abc
## END

#### a slash at the beginning belongs to the pattern
v=/dev/ram; echo ${v////-} ${v///r/-} ${v///} "${v////-}"
## shells: busybox
## STDOUT:
-dev-ram /dev-am devram -dev-ram
## END

#### a slash behind a backslash does not end the pattern
v=/dev/ram; echo ${v/\//_} "${v/\//_}" "${v//\/d/_}"
## shells: busybox
## STDOUT:
_dev/ram _dev/ram _ev/ram
## END

#### the pattern is found before it is expanded
p=a/; v=a/b; echo "${v/$p/r}"
## shells: busybox
## STDOUT:
rb
## END

#### the longest match from the left
x=abcbc; echo ${x/b*/-} ${x/b*b/-} ${x//?/-} ${x//??/-}
## shells: busybox
## STDOUT:
a- a-c ----- --c
## END

#### quoted parts of a pattern stand for themselves
g="a*b?c"; p="*"; echo "${g//\*/S}" "${g//"*"/S}" "${g//\?/S}" "${g/"$p"/Z}" "${g/$p/Z}"
## shells: busybox
## STDOUT:
aSb?c aSb?c a*bSc aZb?c Z
## END

#### backslashes in a replacement go away, those of its variables stay
b="a\bc"; r="\n"; echo ${b//\\b/_\\_\z_} "${b//\\b/_\\_\z_}" ${b/b/$r} "${b/b/$r}"
## shells: busybox
## STDOUT:
a_\_z_c a_\_z_c a\\nc a\\nc
## END

#### an ampersand is nothing special
x=abc; r="q&q"; echo ${x/b/$r} ${x/b/&&}
## shells: busybox
## STDOUT:
aq&qc a&&c
## END

#### what comes out is split, quoted parts of the replacement too
s="one two  three"; for w in ${s/two/"a  b"}; do echo "<$w>"; done
## shells: busybox
## STDOUT:
<one>
<a>
<b>
<three>
## END

#### what comes out may be a pattern
x=abc; cd /; echo ${x//abc/et*}; case ${x//b/*} in "a*c") echo text;; esac
## shells: busybox
## STDOUT:
etc
text
## END

#### quotes go away inside of quotes too
x=abc; echo "${x/a/'q r'}" "${x/'a'/q}" "${x/a/"q r"}"
## shells: busybox
## STDOUT:
q rbc qbc q rbc
## END

#### a closing brace behind a backslash
x=abc; echo ${x/b/\}} "${x/b/\}}" ${x/b/"}"}
## shells: busybox
## STDOUT:
a}c a}c a}c
## END

#### tildes count in both halves
HOME=/h; h=/h/a; x=abc; echo ${h/~/y} "${h/~/y}" ${x/b/~} "${x/b/~}" ${h/a/~/b}
## shells: busybox
## STDOUT:
y/a y/a a/hc a/hc /h//h/b
## END

#### # and % anchor nothing
x=abcabc y="#a%c"; echo ${x/#a/X} ${x/%c/X} ${y/#a/X} ${y/%c/X}
## shells: busybox
## STDOUT:
abcabc abcabc X%c #aX
## END

#### unset, and unset with set -u
echo "[${u/a/b}]"; set -u; echo ${u/a/b}; echo no
## shells: busybox
## STDOUT:
[]
## END
## STDERR:
sh: u: parameter not set
## END
## status: 2

#### the list is one text: only the first is looked at for one match
set -- ab ac "a d"; for w in "${@/a/X}"; do echo "<$w>"; done; for w in "${@//a/X}"; do echo "<$w>"; done; echo "${*//a/X}"
## shells: busybox
## STDOUT:
<Xb>
<Xb>
<Xc>
<X d>
Xb Xc X d
## END

#### substrings by offset and length
x=abcabc; echo ${x:1} ${x:1:2} ${x: -2} ${x: -2:1} ${x:1:-1} [${x:0:0}] [${x:9}] ${x:1+1:2*1} ${x:-9} [${x: -9}]
## shells: busybox
## STDOUT:
bcabc bc bc b bcab [] [] ca abcabc []
## END

#### offsets are arithmetic
x=abcabc n=2; echo ${x:n} ${x:$n:n} ${x:n-1:n+1} "${x:n}" ${x:$((n)):1} ${x::2} [${x:1:}] ${x:a} ${x:zz:2}
## shells: busybox
## STDOUT:
cabc ca bca cabc c ab [] abcabc ab
## END

#### the first colon ends the offset
x=abcabc; echo ${x:1:2:3}; echo no
## shells: busybox
## STDERR:
sh: malformed ?: operator
## END
## status: 2

#### no ?: in an offset
x=abcabc n=1; echo ${x:n?1:2}; echo no
## shells: busybox
## STDERR:
sh: malformed ?: operator
## END
## status: 2

#### an offset that is no arithmetic
x=abc; echo ${x:1x}; echo no
## shells: busybox
## STDERR:
sh: arithmetic syntax error
## END
## status: 2

#### an offset is wanted
x=abc; echo ${x:}
## shells: busybox
## STDERR:
sh: syntax error: missing '}'
## END
## status: 2

#### substrings of special parameters
set -- abc de; echo ${?:0:1} ${#:0:1} ${1:1} ${2:0:1}. "${*:2}" "${@:1:2}"
## shells: busybox
## STDOUT:
0 2 bc d. c de bc
## END

#### no other operators
x=abc; echo ${x^}; echo no
## shells: busybox
## STDERR:
sh: syntax error: bad substitution
## END
## status: 2

#### no indirection
x=abc; echo ${!x}; echo no
## shells: busybox
## STDERR:
sh: syntax error: bad substitution
## END
## status: 2

#### length in characters where the locale has them
x=$(printf "h\303\251"); echo ${#x}; LC_ALL=C.UTF-8; echo ${#x}; LC_ALL=C; echo ${#x}
## shells: busybox
## STDOUT:
3
2
3
## END

#### the words of an unset parameter are passed over
echo "[${foo:x=3}][${foo/$((x=1))/2}][${foo:@}]" $x; foo=; echo "[${foo:x=3}]" $x
## shells: busybox
## STDOUT:
[][][]
[] 3
## END

#### a bad substitution is told at the line that was read last
echo 'echo
echo ${} "
a"' > d
. ./d
## shells: busybox
## STDOUT:

## END
## STDERR:
sh: ./d: line 4: syntax error: bad substitution
## END
## status: 2
