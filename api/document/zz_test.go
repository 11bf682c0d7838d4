package document
import ("testing";"time";"math/rand";"fmt";"os")
func TestHang(t *testing.T){
	pool := awkward
	for i:=0;i<300000;i++{
		s:=[]byte(pool[rand.Intn(len(pool))]); o:=pool[rand.Intn(len(pool))]
		if len(s)>300 || len(o) > 300 {continue}
		for k:=rand.Intn(4);k>=0;k--{
			if len(s)>0 { a:=rand.Intn(len(s)); b:=a+rand.Intn(len(s)-a); 
			switch rand.Intn(3){case 0: s=append(s[:a:a],s[b:]...);case 1: s[a]="{}[],:\" \n/'*\\\xff0-atn"[rand.Intn(19)]; case 2: s=append(append(append([]byte{},s[:a]...),o...),s[a:]...)}}
		}
		src:=string(s)
		done:=make(chan bool)
		go func(){ parse(src); done<-true}()
		select{case <-done: case <-time.After(500*time.Millisecond): fmt.Printf("HANG %q\n",src); os.Exit(1)}
	}
}
