# Associative arrays of bash; their order is that of its hash table.

#### keys and values
declare -A h=([one]=1 [two]=2 ["k k"]=3); h[four]=4; echo "${h[one]}" "${h[k k]}" "${#h[@]}"; for k in "${!h[@]}"; do echo "$k=${h[$k]}"; done
## shells: bash
## STDOUT:
1 3 4
four=4
two=2
k k=3
one=1
## END

#### the order of a hundred keys
declare -A h; for i in {1..100}; do h[k$i]=$i; done; echo "${!h[@]}"; echo "${h[@]}"
## shells: bash
## STDOUT:
k71 k70 k73 k72 k75 k74 k77 k76 k79 k78 k28 k29 k22 k23 k20 k21 k26 k27 k24 k25 k88 k89 k84 k85 k86 k87 k80 k81 k82 k83 k59 k58 k53 k52 k51 k50 k57 k56 k55 k54 k8 k9 k4 k5 k6 k7 k1 k2 k3 k39 k38 k35 k34 k37 k36 k31 k30 k33 k32 k99 k98 k97 k96 k95 k94 k93 k92 k91 k90 k68 k69 k66 k67 k64 k65 k62 k63 k60 k61 k100 k48 k49 k40 k41 k42 k43 k44 k45 k46 k47 k17 k16 k15 k14 k13 k12 k11 k10 k19 k18
71 70 73 72 75 74 77 76 79 78 28 29 22 23 20 21 26 27 24 25 88 89 84 85 86 87 80 81 82 83 59 58 53 52 51 50 57 56 55 54 8 9 4 5 6 7 1 2 3 39 38 35 34 37 36 31 30 33 32 99 98 97 96 95 94 93 92 91 90 68 69 66 67 64 65 62 63 60 61 100 48 49 40 41 42 43 44 45 46 47 17 16 15 14 13 12 11 10 19 18
## END

#### the order after growing
declare -A h; for ((i = 0; i < 2100; i++)); do h[$i]=; done; k=("${!h[@]}"); echo "${#k[@]} ${k[@]:0:40}"
## shells: bash
## STDOUT:
2100 818 819 814 815 816 817 810 811 812 813 744 745 746 747 740 741 742 743 748 749 942 943 658 940 1268 659 941 1269 946 947 944 945 652 1262 653 1263 650 948 1260 651
## END

#### keys are not expressions
declare -A h; i=1; h[i]=a; h[$i]=b; h[1+1]=c; declare -p h
## shells: bash
## STDOUT:
declare -A h=([1]="b" [i]="a" [1+1]="c" )
## END

#### keys and values in turn
declare -A h=(a 1 b 2 c); declare -p h; x="p q"; declare -A g=($x v); declare -p g
## shells: bash
## STDOUT:
declare -A h=([c]="" [b]="2" [a]="1" )
declare -A g=(["p q"]="v" )
## END

#### appending
declare -A h=([a]=1); h+=([b]=2 [a]+=x); h[b]+=y; declare -p h; h=([c]=3); declare -p h
## shells: bash
## STDOUT:
declare -A h=([b]="2y" [a]="1x" )
declare -A h=([c]="3" )
## END

#### quotes in keys
declare -A h; h["a b"]=1; h['c']=2; k=d; h["$k"]=3; h[x\]y]=4; declare -p h; echo "${h["a b"]}" "${h['c']}" "${h[x\]y]}"
## shells: bash
## STDOUT:
declare -A h=([d]="3" [c]="2" ["a b"]="1" ["x]y"]="4" )
1 2 4
## END

#### @ and * may be keys
declare -A h; h[@]=a; h[*]=s; declare -p h; unset "h[*]"; echo "${#h[@]}"
## shells: bash
## STDOUT:
declare -A h=(["*"]="s" ["@"]="a" )
1
## END

#### no empty key
declare -A h; h[""]=x
echo "status $?"
echo "[${h[""]}]" $?
## shells: bash
## STDOUT:
status 1
[] 0
## END
## STDERR:
bash: line 1: h[""]: bad array subscript
bash: line 3: h: bad array subscript
## END

#### elements are unset by key
declare -A h=([a]=1 [b]=2 [c]=3); k=b; unset "h[a]" "h[$k]"; declare -p h; unset h; declare -p h
## shells: bash
## STDOUT:
declare -A h=([c]="3" )
## END
## STDERR:
bash: line 1: declare: h: not found
## END
## status: 1

#### text to the array itself is key 0
declare -A h; h=x; declare -p h; echo $h
## shells: bash
## STDOUT:
declare -A h=([0]="x" )
x
## END

#### arithmetic on elements
declare -A n; ((n[a]++, n[b] += 5, n["c d"] = 7)); declare -p n; echo $((n[a] + n["c d"]))
## shells: bash
## STDOUT:
declare -A n=(["c d"]="7" [b]="5" [a]="1" )
8
## END

#### an indexed array does not become associative
declare -a a=(1); declare -A a
echo $?; declare -A h=([k]=v); declare -a h
echo $?
## shells: bash
## STDOUT:
1
1
## END
## STDERR:
bash: line 1: declare: a: cannot convert indexed to associative array
bash: line 2: declare: h: cannot convert associative to indexed array
## END

#### tildes stay in values
HOME=/h; declare -A h=([a]=~ [b]=x:~); declare -p h; a=([0]=~ ~); declare -p a
## shells: bash
## STDOUT:
declare -A h=([b]="x:~" [a]="~" )
declare -a a=([0]="/h" [1]="/h")
## END
