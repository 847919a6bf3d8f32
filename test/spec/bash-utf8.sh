#### IFS with characters of several bytes
LC_ALL=C.UTF-8
IFS='é'; x='aébéc'; for i in $x; do echo "<$i>"; done; set -- 1 2 3; echo "$*"
read a b <<< 'xéyéz'; echo "$a|$b"; read -ra p <<< 'xéyéz'; echo ${#p[@]}; a=(p q); echo "${a[*]}"
## shells: bash
## stdout-json: "<a>\n<b>\n<c>\n1Ã©2Ã©3\nx|yÃ©z\n3\npÃ©q\n"

#### case and [[ ]] match characters
LC_ALL=C.UTF-8
case é in ?) echo one;; ??) echo two;; esac; [[ é == ? ]] && echo y; [[ é == [a-z] ]] || echo n; [[ é =~ ^.$ ]] && echo m
case aéb in a?b) echo k;; esac; [[ é == [é-ü] ]] && echo range; [[ é != [!é] ]] && echo not
## shells: bash
## STDOUT:
one
y
n
m
k
range
not
## END

#### classes know letters that are no ASCII
LC_ALL=C.UTF-8
[[ é == [[:alpha:]] ]] && echo al; [[ É == [[:upper:]] ]] && echo up; [[ é == [[:upper:]] ]] || echo low; [[ → == [[:punct:]] ]] && echo pu
[[ é =~ ^[[:alpha:]]$ ]] && echo re; x=aéü1; echo ${x%%[[:digit:]]} ${x//[[:alpha:]]/_}; touch ü 1; echo [[:alpha:]]
## shells: bash
## stdout-json: "al\nup\nlow\npu\nre\naÃ©Ã¼ ___1\nÃ¼\n"

#### the same in the C locale
case é in ?) echo one;; ??) echo two;; esac; [[ é == [[:alpha:]]* ]] || echo n; x=é; echo ${#x}; printf '%q\n' "$x"
## shells: bash
## STDOUT:
two
n
2
$'\303\251'
## END

#### read counts characters
LC_ALL=C.UTF-8
read -n 2 a <<< 'éàü'; echo $a; read -N 1 b <<< 'ü'; echo $b; read -n 1 c <<< 日本; echo $c
## shells: bash
## stdout-json: "Ã©Ã \nÃ¼\næ¥\n"

#### lengths, parts and letters
LC_ALL=C.UTF-8
x='héllo wörld'; echo ${#x} ${x:1:3} ${x^^} ${x/é/e} ${x%ö*} ${x: -3} ${x//[^a-z ]/_} ${x@U}; y=ÀB; echo ${y,} ${y,,}
z=日本語; for ((i=0;i<${#z};i++)); do printf '%s,' "${z:i:1}"; done; echo
## shells: bash
## stdout-json: "11 Ã©ll HÃLLO WÃRLD hello wÃ¶rld hÃ©llo w rld h_llo w_rld HÃLLO WÃRLD\nÃ B Ã b\næ¥,æ¬,èª,\n"
