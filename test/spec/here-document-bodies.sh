#### expansions in the text
x=v
cat <<E
$x ${x} $(echo sub) `echo bq` $((1+1)) \$x \\ "q" 'r'
E
## STDOUT:
v v sub bq 2 $x \ "q" 'r'
## END

#### a quoted delimiter keeps the text
cat <<'E'
$x $(echo) `a` \$ \\
E
cat <<\E
$x
E
cat <<"E F"
$x
E F
## STDOUT:
$x $(echo) `a` \$ \\
$x
$x
## END

#### leading tabs
cat <<-E
	a
		b
	E
## STDOUT:
a
b
## END

#### tabs that come from an expansion stay
x='	t'
cat <<-E
	$x
	E
## STDOUT:
	t
## END

#### two on a line
cat <<A; cat <<B
a
A
b
B
## STDOUT:
a
b
## END

#### the later one wins
cat <<A <<B
a
A
b
B
## STDOUT:
b
## END

#### to a loop
while read a b; do echo "$b $a"; done <<E
1 2
3 4
E
## STDOUT:
2 1
4 3
## END

#### to a function, a group, a subshell
f() { cat; }
f <<E
f
E
{ cat; } <<E
g
E
(cat) <<E
s
E
## STDOUT:
f
g
s
## END

#### in a pipeline
cat <<E | sed 's/a/b/'
a
E
## STDOUT:
b
## END

#### in a substitution
x=$(cat <<E
in
E
)
echo "$x"
y=`cat <<E
bq
E
`
echo "$y"
## STDOUT:
in
bq
## END

#### a substitution with one inside one
cat <<E
$(cat <<F
inner
F
)
E
## STDOUT:
inner
## END

#### after && and in conditions
if cat <<E; then echo yes; fi
c
E
cat <<E && echo and
d
E
## STDOUT:
c
yes
d
and
## END

#### a line continued
cat <<E
a\
b
E
cat <<'E'
a\
b
E
## STDOUT:
ab
a\
b
## END

#### an unfinished one ends with the text
cat <<E
a
## stdout-json: "a"
## OK bash STDOUT:
a
## END
## OK bash STDERR:
bash: line 2: warning: here-document at line 1 delimited by end-of-file (wanted `E')
## END

#### empty
cat <<E
E
echo end
## STDOUT:
end
## END

#### on another descriptor
cat <&3 3<<E
three
E
exec 4<<E
four
E
cat <&4
## STDOUT:
four
## END
## STDERR:
dash: 1: 3: Bad file descriptor
## END
## OK busybox STDERR:
sh: 3: Bad file descriptor
## END
## OK bash STDERR:
bash: line 1: 3: Bad file descriptor
## END

#### quotes inside are ordinary
cat <<E
"$(echo "a  b")" '$(echo c)' ${u:-"d"} ${u:-'e'}
E
## STDOUT:
"a  b" 'c' d 'e'
## END

#### $@ and $* inside
set -- a 'b c'
cat <<E
$@ $*
E
## STDOUT:
a b c a b c
## END

#### the delimiter is not expanded
x=E
cat <<$x
a
$x
## STDOUT:
a
## END

#### a long one
i=0
while [ $i -lt 300 ]; do echo "line $i of a text that is longer than any buffer"; i=$((i+1)); done >f
cat <<E | cmp - f && echo same
$(cat f)
E
## STDOUT:
same
## END

#### read takes one line of it
{ read a; read b; echo $b $a; } <<E
1
2
E
## STDOUT:
2 1
## END

#### the body is expanded in the shell itself
cat <<E
${x:=set}
E
echo $x
## STDOUT:
set
set
## END
## OK bash STDOUT:
set

## END

#### an error in the body fails only the redirection
read a <<E
${gone?not there}
E
echo "still here $?"
## STDOUT:
still here 2
## END
## STDERR:
dash: 1: gone: not there
## END
## OK busybox STDOUT:
still here 1
## END
## OK busybox STDERR:
sh: gone: not there
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 1: gone: not there
## END
## OK bash status: 127

#### a backslash alone on a line does not hide the delimiter
cat <<E
a
\
E
echo end
## STDOUT:
a
end
## END

#### quotes in the pattern of an expansion
x='[ab]' a=abc
cat <<E
${a#"$x"} ${a#"[ab]"} ${a#'[ab]'}
E
## STDOUT:
bc abc abc
## END
## OK bash STDOUT:
abc abc abc
## END
