#### a script from standard input goes on after an error
bash <<'END'
echo $((1/0)); echo same line
echo "next $?"
readonly r=1
r=2; echo same line
echo "next $?"
END
## shells: bash
## STDOUT:
next 1
next 1
## END
## STDERR:
bash: line 1: 1/0: division by 0 (error token is "0")
bash: line 4: r: readonly variable
## END

#### lines that end with a backslash are read on
bash <<'END'
printf '%s-%s\n' \
  one \
  two
# a comment that ends in one \
echo a\
b
END
## shells: bash
## STDOUT:
one-two
ab
## END

#### [[ ]] over several lines is read on
bash <<'END'
[[
  a == a
  &&
  ( b == b
  )
]] && echo yes
[[ !
a = b
]] && echo no
END
## shells: bash
## STDOUT:
yes
no
## END

#### -t ends after one command
printf 'echo first\necho second\n' | bash -t
## shells: bash
## STDOUT:
first
## END

#### --rcfile names what a person's shell reads first
echo 'echo from rc; x=1' > rc
echo 'echo $x' | bash --rcfile ./rc -i 2> /dev/null
echo 'echo $x' | bash --rcfile ./rc
## shells: bash
## STDOUT:
from rc
1

## END

#### source of a process substitution
source <(echo 'v=100; echo in $1') arg
echo $v
. /dev/stdin <<< 'echo from here'
## shells: bash
## STDOUT:
in arg
100
from here
## END
