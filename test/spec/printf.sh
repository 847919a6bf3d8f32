# printf (XCU printf).

#### strings, widths, precisions
printf '[%s][%5s][%-5s][%.2s][%5.1s][%*s][%-*s][%.*s]\n' a b c def ghi 3 x 3 y 1 zz

#### integers
printf '[%d][%5d][%-5d][%05d][%+d][% d][%.3d][%x][%X][%o][%#x][%#o][%u]\n' 1 2 3 4 5 6 7 255 255 8 255 8 9

#### negative numbers as unsigned
printf '%u %x %o\n' -1 -1 -1

#### constants
printf '%d %d %d %d %d\n' 0x1f 010 +5 "'a" '"b'

#### floats
printf '[%f][%.2f][%e][%g][%G][%10.3f]\n' 1.5 2.345 12345.678 0.0001 1e10 3.14159

#### the format is used again
printf '%s-%s;' a b c d e; echo

#### missing arguments are empty or zero
printf '[%s][%d][%f]\n'

#### a format without directives ignores arguments
printf 'x\n' a b c

#### escapes in the format
printf 'a\tb\\c\101\0101\n' | od -An -c

#### escapes in %b
printf '%b' 'a\tb\0101\n'; printf '%b|' 'x\cy' z; echo

#### escapes in arguments stay
printf '%s\n' 'a\tb'

#### percent signs
printf '%%|%5s%%\n' a

#### characters
printf '%c%c%c|' abc d ''; echo; printf '%c' '' | od -An -c

#### an invalid number
printf '%d\n' abc; echo "status $?"

#### a number with a rest
printf '%d\n' 12x; echo "status $?"

#### an invalid directive
printf 'a%z'; echo "status $?"

#### no argument at all
printf; echo "status $?"

#### options
printf -- '-%s\n' x; printf -- '%s\n' --

#### too big a number
printf '%d\n' 99999999999999999999; echo "status $?"

#### NUL and high bytes
printf 'a\0b\377' | od -An -c

#### the biggest numbers
printf '%d %d\n' 9223372036854775807 -9223372036854775808

#### hexadecimal escapes
printf '\x41\n'

#### a dollar quote in an argument
printf '%s %s\n' '$x' "\$y"

#### %i
printf '%i\n' 7

#### zero precision of zero
printf '[%.0d][%.0f]\n' 0 2.5

#### width with sign and zeros
printf '[%+05d][%-+5d][% 05d][%5s]\n' 3 3 3 -n

#### -v
## shells: bash
printf -v x '%03d' 7; echo $x

#### %q
## shells: bash
printf '%q %q %q\n' 'a b' "it's" ''
