# Here-documents (XCU 2.7.4).

#### expansions in the body
x=1; cat <<E
a $x ${x}b $(echo c) `echo d` $((x+1))
E
## STDOUT:
a 1 1b c d 2
## END

#### a quoted delimiter keeps the body
x=1; cat <<'E'
a $x $(echo c) \$x `d`
E
cat <<\E
$x
E
cat <<"E"
$x
E
## STDOUT:
a $x $(echo c) \$x `d`
$x
$x
## END

#### backslashes in an unquoted body
cat <<E
\$x \` \\ \a "q" 'r' \
joined
E
## STDOUT:
$x ` \ \a "q" 'r' joined
## END

#### stripping tabs
cat <<-E
	one
		two
	E
## STDOUT:
one
two
## END

#### several on one line
cat <<A; cat <<B
a
A
b
B
## STDOUT:
a
b
## END

#### two on one command
cat <<A - 3<<B /dev/fd/3
a
A
b
B
## STDOUT:
a
b
## END

#### in a loop
for i in 1 2; do cat <<E
i=$i
E
done
## STDOUT:
i=1
i=2
## END

#### in a function
f() { cat <<E
arg $1
E
}
f x; f y
## STDOUT:
arg x
arg y
## END

#### in a pipeline
cat <<E | tr a-z A-Z
abc
E
## STDOUT:
ABC
## END

#### in a substitution
x=$(cat <<E
inner
E
); echo "[$x]"
## STDOUT:
[inner]
## END

#### quotes inside the body are ordinary
cat <<E
"a" 'b' "$(echo "c")"
E
## STDOUT:
"a" 'b' "c"
## END

#### the delimiter may be any word
cat <<'end of text'
x
end of text
cat <<E-O_F
y
E-O_F
## STDOUT:
x
y
## END

#### an empty body
cat <<E
E
echo $?
## STDOUT:
0
## END

#### a body that the end of the file ends
eval 'cat <<E
text'
## stdout-json: "text"
## OK bash STDOUT:
text
## END
## OK bash STDERR:
bash: line 3: warning: here-document at line 2 delimited by end-of-file (wanted `E')
## END

#### read takes one line of it
read a <<E
one
two
E
echo $a
## STDOUT:
one
## END

#### the body is expanded for every run
x=1; while [ $x -lt 3 ]; do cat <<E
x is $x
E
x=$((x+1)); done
## STDOUT:
x is 1
x is 2
## END

#### default values in the body
unset u; cat <<E
${u:-"q"} ${u:-'q'} ${u-a b}
E
## STDOUT:
q 'q' a b
## END

#### a here-document on a closing brace
{ read a; read b; echo "$b$a"; } <<E
1
2
E
## STDOUT:
21
## END

#### a large body passes
x=$(i=0; while [ $i -lt 300 ]; do echo "line $i of a body that is larger than any pipe buffer is, padded with text"; i=$((i+1)); done)
wc -l <<E
$x
E
## STDOUT:
300
## END

#### nested in a case item
case a in a) cat <<E
x
E
;; esac
## STDOUT:
x
## END
