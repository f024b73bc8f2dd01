import { SeededDatabases, READER } from '/work/wt/f16/bench/seeded.ts';
import { startProgram } from '/work/wt/f16/bench/program.ts';
import { environment, MAIN } from '/work/wt/f16/bench/contestant.ts';
import { signIn } from '/work/wt/f16/bench/visitor.ts';
import { readings, writings } from '/work/wt/f16/bench/subjects.ts';
import { Agent, request } from 'node:http';
import fs from 'node:fs';
const [,, engine='sqlite', size='1000', n='1500'] = process.argv;
const dbs=new SeededDatabases(); const seeded=await dbs.open(engine as any, Number(size));
const program=await startProgram({args:['--import','/tmp/phase.mjs',...MAIN],env:{...environment(seeded),LOG_LEVEL:'info'},pin:false});
const visitor=await signIn(program.url, READER);
const add=writings(seeded,visitor).program[0]!.shot as any;
const agent=new Agent({keepAlive:true,maxSockets:1});
const ask=(method:string,path:string,headers:any,body?:string)=>new Promise<number>((ok,no)=>{const q=request(program.url+path,{method,agent,headers},r=>{let l=0;r.on('data',d=>l+=d.length);r.on('end',()=>ok(l));}).on('error',no);q.end(body)});
const pid=(program as any).pid ?? (program as any).child?.pid;
const cpu=()=>{const f=fs.readFileSync(`/proc/${pid}/schedstat`,'utf8').split(' ');return Number(f[0])/1e6};
let len=0; const post=()=>{const b=typeof add.body==='function'?add.body():add.body; return ask('POST',add.path,{...add.headers,'content-length':Buffer.byteLength(b)},b)};
const get=async()=>{len=await ask('GET','/expenses',{cookie:visitor.cookie})};
const med=(a:number[])=>a.sort((x,y)=>x-y)[a.length>>1];
for(let i=0;i<1500;i++){await post();await get();}
for(const [name,f] of [['pair',async()=>{await post();await get()}],['post',post],['kept get',get]] as const){ const a=[]; for(let k=0;k<8;k++){const c=cpu(); for(let i=0;i<Number(n)/8;i++) await f(); a.push((cpu()-c)/(Number(n)/8));} console.log(name,'CPU ms median',med(a).toFixed(3),'min',Math.min(...a).toFixed(3),len); 
 if(name==='pair'){process.kill(pid,'SIGUSR2'); await new Promise(r=>setTimeout(r,300));} }
await program.stop(); await dbs.close();
