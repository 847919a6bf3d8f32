# Parameter expansions of bash: slices, substitution, letters.

#### slices of text
x=abcdef; echo "${x:2}" "${x:1:3}" "${x: -2}" "${x: -4:2}" "${x:1:-1}" "[${x:6}]" "[${x:9}]" "[${x:-2}]"; i=2; echo "${x:i:i+1}" "${x:(-3):2}"; echo "${x:3:-5}"
echo "status $?"
## shells: bash
## STDOUT:
cdef bcd ef cd bcde [] [] [abcdef]
cde de
status 1
## END
## STDERR:
bash: line 1: -5: substring expression < 0
## END

#### slices of the parameters
set -- a b c d; echo "${@:2}" "${@:2:2}" "${@: -1}" "${*:3}" "${@:0:2}"; echo "${@:1:-1}"
echo "status $?"
## shells: bash
## STDOUT:
b c d b c d c d bash a
status 1
## END
## STDERR:
bash: line 1: -1: substring expression < 0
## END

#### slices of arrays skip what is unset
a=([1]=b [3]=d [5]=f); echo "${a[@]:2}" "${a[@]:1:2}" "${a[@]: -2}" "${a[@]:0:1}"
## shells: bash
## STDOUT:
d f b d f b
## END

#### conditional expressions in slices
x=abcdef; echo "${x:1 ? 2 : 3:2}" "${x:0 ? 1 : 4}"
## shells: bash
## STDOUT:
cd ef
## END

#### substitution
x=hello; echo "${x/l/L}" "${x//l/L}" "${x/#h/H}" "${x/%o/O}" "${x/l}" "${x//l}" "${x/z/y}" "${x/#/pre}" "${x/%/post}" "${x//?/.}" "${x//*/-}" "${x/[el]*/_}"; p="l*"; echo "${x/$p/1}" "${x/"$p"/1}"
## shells: bash
## STDOUT:
heLlo heLLo Hello hellO helo heo hello prehello hellopost ..... - h_
he1 hello
## END

#### substitution with slashes
x=/a/b/c; echo "${x//\//:}" "${x////:}" "${x/\/a/}" "${x/#\//}"
## shells: bash
## STDOUT:
:a:b:c :a:b:c /b/c a/b/c
## END

#### & in the replacement
x=hello; echo "${x/l/<&>}" "${x/l/<\&>}" "${x/l/"&"}" "${x//[el]/(&)}"; r="[&]"; echo "${x/l/$r}" "${x/l/"$r"}"; shopt -u patsub_replacement; echo "${x/l/<&>}"
## shells: bash
## STDOUT:
he<l>lo he<&>lo he&lo h(e)(l)(l)o
he[l]lo he[&]lo
he<&>lo
## END

#### quotes and backslashes in the replacement
x=hello; echo "${x/l/"a b"}" "${x/l/'q'}" "${x//l/\\}" "${x//l/\q}" "${x/l/\}}" ${x/l/\"}
## shells: bash
## STDOUT:
hea blo heqlo he\\o heqqo he}lo he"lo
## END

#### substitution in every element
a=(foo bar boo); echo "${a[@]/o/0}" "${a[@]//o/0}" "${a[*]/#b/B}"; set -- aa ba; echo "${@/a/x}" "${*//a/y}"
## shells: bash
## STDOUT:
f0o bar b0o f00 bar b00 foo Bar Boo
xa bx yy by
## END

#### trimming every element
a=(x.c y.c); echo "${a[@]%.c}" "${a[*]#?}"; set -- p/a p/b; echo "${@#p/}" "${*##*/}"
## shells: bash
## STDOUT:
x y .c .c
a b a b
## END

#### letters
x=hello Y=WORLD; echo "${x^}" "${x^^}" "${x^^[el]}" "${Y,}" "${Y,,}" "${Y,,[WD]}" "${x~}" "${Y~~}"; a=(ab cd); echo "${a[@]^}" "${a[*]^^}"
## shells: bash
## STDOUT:
Hello HELLO hELLo wORLD world wORLd Hello world
Ab Cd AB CD
## END

#### transformations
x=hello; echo "${x@U}" "${x@u}" "${x@L}" "${x@Q}" "${x@A}"; e="a\tb"; echo "${e@E}"; echo "${x@Z}"
echo "status $?"
## shells: bash
## STDOUT:
HELLO Hello hello 'hello' x='hello'
a	b
## END
## STDERR:
bash: line 1: ${x@Z}: bad substitution
## END
## status: 127

#### prompts
x='\u:\$:\\:$((1+1))'; echo "${x@P}"
## shells: bash
## STDOUT:
root:#:\:2
## END

#### tildes in patterns and replacements
HOME=/h; x=/h/f; echo "${x/~/T}" "${x#~}" "${x/f/~}" "${x/#~/Z}"
## shells: bash
## STDOUT:
T/f /f /h//h /h/f
## END

#### single quotes protect a brace
echo "${x-'}'}" "${x-a}b"; y=1; echo "${x-'$y'}"
## shells: bash
## STDOUT:
'}' ab
'1'
## END

#### errors
echo "${x!}"
echo "status $?"
echo "${a[]}"; echo not
echo "status $?"
## shells: bash
## STDOUT:
status 1
status 1
## END
## STDERR:
bash: line 1: ${x!}: bad substitution
bash: line 3: ${a[]}: bad substitution
## END

#### unset ones under set -u
set -u; (echo "${x:1}"); (echo "${x/a/b}"); (echo "${x^}"); (echo "${x@Q}"); (echo "${#x}"); (echo "${!x}"); echo "[${@:1}]" "[${x[@]:1}]" "[${!x@}]"
## shells: bash
## STDOUT:
[] [] []
## END
## STDERR:
bash: line 1: x: unbound variable
bash: line 1: x: unbound variable
bash: line 1: x: unbound variable
bash: line 1: x: unbound variable
bash: line 1: x: unbound variable
bash: line 1: x: invalid indirect expansion
## END

#### tildes: directory stack, before a colon, in words
cd /; HOME=/h; echo ~:~/x ~: ~/a:~; case /h:b in ~:b) echo y;; esac; pushd /usr > /dev/null; pushd /tmp > /dev/null; echo ~0 ~1 ~+1 ~-0 ~9
## shells: bash
## STDOUT:
/h:~/x /h: /h/a:~
y
/tmp /usr /usr / ~9
## END

#### GLOBIGNORE
touch a.txt b.txt .c.txt; GLOBIGNORE='b.txt:x*'; echo *.txt; echo *; unset GLOBIGNORE; echo *
## shells: bash
## STDOUT:
.c.txt a.txt
.c.txt a.txt
a.txt b.txt
## END

#### $'' : hexadecimal in braces, control characters
printf '%s|' $'\x{41}' $'\x{141}z' $'\x41B' $'\cA' $'\c?' $'\c\\x' $'\q' | od -c
## shells: bash
## STDOUT:
0000000   A   |   A   z   |   A   B   | 001   | 177   | 034   x   |   \
0000020   q   |
0000022
## END

#### letters between Z and a in a sequence
printf '<%s>' {X..c}; echo
## shells: bash
## STDOUT:
<X><Y><Z><[><><]><^><_><`><a><b><c>
## END

#### ${x@P}
p='\u:\w \$ \\x \q \"'; cd /; echo "${p@P}"; p='\\$HOME|\\\\$HOME'; HOME=/h; echo "${p@P}"; p='$HOME'; shopt -u promptvars; echo "${p@P}"
## shells: bash
## STDOUT:
root:/ # \x \q "
$HOME|\/h
$HOME
## END

#### until and continue in its condition
for i in 1 2; do until continue; do echo body; done; echo after $i; done; n=0; while ((n++ < 2)) && continue; do echo body; done; echo $n
## shells: bash
## STDOUT:
after 1
after 2
3
## END

#### a here-document in $( ) whose delimiter stands before the parenthesis
foo=$(cat <<EOF
hi
EOF)
echo "[$foo]"
## shells: bash
## STDOUT:
[hi]
## END
## STDERR:
bash: line 3: warning: here-document at line 1 delimited by end-of-file (wanted `EOF')
## END
