// An organisation big enough for one circle: three managers with two reps each, and somebody in enablement.
import { start } from "./installation.mjs";

const roster = `employee_id,name,email,job_role,segment,region,time_zone,manager_email,hire_date
N01,Xavi Prat,xavi@northwind.example,executive,,EMEA,Europe/Madrid,,2020-01-07
N02,Lena Holm,lena@northwind.example,sales_leader,,EMEA,Europe/Madrid,xavi@northwind.example,2021-02-01
N03,Mara Soler,mara@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-03-01
N04,Nils Berg,nils@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-05-02
N05,Olga Ferro,olga@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-05-02
N06,Enya Park,enya@northwind.example,enablement,,EMEA,Europe/Madrid,xavi@northwind.example,2021-09-01
N11,Ana Ruiz,ana@northwind.example,ae,mid_market,EMEA,Europe/Madrid,mara@northwind.example,2025-11-03
N12,Bo Lind,bo@northwind.example,ae,enterprise,EMEA,Europe/Madrid,mara@northwind.example,2023-06-05
N13,Cleo Adams,cleo@northwind.example,ae,smb,EMEA,Europe/Madrid,nils@northwind.example,2024-01-12
N14,Dan Okoro,dan@northwind.example,ae,smb,EMEA,Europe/Madrid,nils@northwind.example,2022-02-15
N15,Eve Moss,eve@northwind.example,ae,mid_market,EMEA,Europe/Madrid,olga@northwind.example,2024-08-01
N16,Finn Roe,finn@northwind.example,ae,enterprise,EMEA,Europe/Madrid,olga@northwind.example,2021-08-01
`;
const role_of = { executive: "executive", sales_leader: "leader", sales_manager: "manager", enablement: "enablement", ae: "rep" };
const people = roster.trim().split("\n").slice(1).map((line) => {
  const [, name, email, job_role] = line.split(",");
  return { key: email.split("@")[0], name, email, role: role_of[job_role] };
});

/** With `logins` by first name, and `reps` in the order of the roster. */
export async function start_installation(program, now) {
  const installation = await start(program, {
    name: "circle",
    now,
    people,
    prepare(command, file) {
      command(["init", "--name", "Northwind", "--zone", "Europe/Madrid", "--effective", "2020-01-01"]);
      command(["import", "roster", file("roster.csv", roster), "--mapping", "backbeat", "--effective", "2025-12-01"]);
    },
  });
  return { ...installation, logins: Object.fromEntries(installation.people.map((one) => [one.key, one])), reps: installation.people.filter(({ role }) => role === "rep") };
}
