/**
 * Short forms of clinics and address books with what they stand for: those of health care in Australia, New Zealand,
 * Britain and the United States, and of forms in general. A token that is one of them is written out.
 */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  `
  a addr=address abn=australian business number abi=acquired brain injury acat=aged care assessment acc=accident compensation corporation
  acct=account adl=daily living adls=daily living afo=ankle foot orthosis afos=ankle foot orthosis ahpra=registration amt=amount appt=appointment
  appts=appointments appr=approved apprvd=approved approx=approximate approvd=approved apt=apartment asap=urgent asd=autism assmt=assessment
  assess=assessment assoc=association atsi=aboriginal torres strait islander auth=authorised authd=authorised avail=available
  ave=average avg=average ax=assessment b4=before bal=balance bday=birth date birthday=birth date birthdate=birth date bf=breastfeeding bgl=blood glucose
  bmi=body mass index bp=blood pressure bldg=building bsb=bank code budg=budget bus=business
  ca=cancer cald=cultural diversity cat=category cb=capacity building cdm=chronic disease management cell=mobile phone cellphone=mobile phone
  cert=certificate chq=cheque cl=client clin=clinic cm=case manager cmgr=case manager co=company cob=country of birth comm=communication
  comms=communication conf=confirmed consult=consultation cont=contact cp=cerebral palsy crn=customer reference number ctc=contact ctp=motor accident
  curr=current cust=customer cx=cancel dad=father daughter=child son=child dept=department descr=description desc=description det=detail
  dets=details deets=details diag=diagnosis dr=doctor drs=doctor dob=birth date doi=date of injury doa=date of accident dod=date of death dol=date of loss
  dos=date of surgery dva=dva dx=diagnosis eap=eap ed=education edu=education em=emergency emerg=emergency emerge=emergency emg=emergency empl=employer emp=employer
  eng=english enq=enquiry epc=epc epoa=power of attorney est=estimated eta=arrival ethn=ethnicity exerc=exercise exp=expiry expires=expiry expiration=expiry expire=expiry
  ext=extension f2f=face to face fam=family fav=favourite fb=facebook fhx=family history flex=flexion fn=first name fname=first name forename=first name
  freq=frequency ft=full time fu=follow up funct=function gd=guardian gen=general geog=geography goals=goal gov=government govt=government gp=gp gps=gp
  grp=group hba1c=hba1c hcc=health care card hcp=home care package hep=home exercise program hf=health fund hh=household hist=history hosp=hospital hr=hour hrs=hours ht=height
  hv=home visit hx=history id=id identifier=id ident=id ihi=individual healthcare identifier imm=immunisation incl=including info=information init=initial initials=initials
  ins=insurance insta=instagram insur=insurance intl=international inv=invoice irn=individual reference number kin=kin km=kilometre kms=kilometre kws=key word sign
  l=left lac=local area coordinator lang=language lbp=low back pain lga=local government lhs=left lic=licence lname=last name loc=location lmo=gp lvl=level
  mac=my aged care maint=maintenance max=maximum mbs=medicare benefit schedule mcare=medicare med=medical meds=medications mbr=member mem=member memb=member
  mgmt=management mgd=managed mgr=manager mgrs=manager mhcp=mental health care plan mhtp=mental health care plan mhp=mental health care plan mid=middle min=minute mins=minutes misc=other
  mkt=marketing mktg=marketing mob=mobile phone mobile=mobile phone mobility=mobility mod=moderate mrn=medical record number ms=multiple sclerosis msg=message
  mth=month mths=months mum=mother mom=mother mummy=mother mvmt=movement mvt=movement mva=motor accident
  n=no na=not applicable nat=national ndia=ndis nhi=national health index nil=none nhs=nhs nok=next of kin no=number nos=number nr=number num=number nbr=number nxt=next
  obj=objective objs=objective occ=occupation occup=occupation op=operation opg=public guardian opp=operation org=organisation orgs=organisation ortho=orthopaedic ot=occupational therapy
  paed=paediatric paeds=paediatric ped=pediatric pat=patient pbs=pharmaceutical benefit pcp=gp pcc=pension card pen=pension perm=permission pers=person pharm=pharmacy pharmacist=pharmacy ph=phone phn=phone
  phone=phone phx=past history physio=physiotherapy pkg=package pm=plan manager pls=please plz=please pmhx=past medical history pmh=past medical history po=post office poa=power of attorney pob=place of birth pobox=post office box
  pod=podiatry pos=position postcode=postal code post=postal ppl=people prac=practitioner pract=practitioner pref=preferred prefd=preferred prefs=preference preg=pregnant prem=premium
  presc=prescription prev=previous prim=primary pri=primary prog=program prov=provider pt=patient pts=patient psych=psychology pshx=past surgical history ptsd=post traumatic stress pw=password pwd=password
  qty=quantity qual=qualification quals=qualification r=right rcvd=received rec=received recd=received ref=reference refd=referred refs=reference reg=registration regn=registration rego=registration rehab=rehabilitation rel=relationship reln=relationship
  rels=relationship rels=relationship rep=representative req=required reqd=required resp=responsible rev=review rhs=right rom=range of motion rr=respiratory rate rsn=reason rv=review rx=treatment
  sa=service agreement sc=support coordinator sched=schedule sec=secondary sess=session sess=session sig=signature sil=supported independent living sms=sms sn=last name soc=social spec=specialist sp=speech spch=speech
  spo2=oxygen ssn=social security number st=street stat=status std=standard subj=subjective subs=subjective supp=support surg=surgery surname=last name sx=surgery sxs=symptoms
  tac=tac tbi=traumatic brain injury tbc=unconfirmed td=today tel=phone telephone=phone temp=temperature terr=territory therap=therapy tx=treatment txt=sms text=text tz=time zone
  unexpl=unexplained url=url usu=usual utc=utc vas=pain vacc=vaccination vax=vaccination vet=veteran vip=vip vm=voicemail vol=volunteer
  wc=workers compensation wcover=workers compensation workcover=workers compensation wcc=workers compensation wgt=weight wheelch=wheelchair wk=week wks=weeks wkly=weekly wt=weight wwcc=working with children
  yob=birth year yr=year yrs=years zip=postal code zipcode=postal code webs=website web=website website=website www=website oe=examination csc=community service card dup=duplicate dupe=duplicate
  compo=compensation comp=compensation relo=relationship relat=relationship carer=carer caregiver=carer emailaddress=email mail=mail mgmnt=management
  participant=participant handphone=mobile phone landline=home phone bh=business hours ah=after hours wkph=work phone hmph=home phone
  nationality=nationality dependents=dependant dependants=dependant kids=child kid=child hubby=spouse dosage=dose ltr=letter ltrs=letter
  reasn=reason diff=difficulty probs=problem prob=problem fx=fracture lx=lumbar cx=cervical tspine=thoracic lspine=lumbar uti=infection vs=vital signs
  pain=pain nrs=pain hob=hobby ndis=ndis coord=coordinator coordination=coordinator contrib=contribution depn=depression anx=anxiety
  rhr=resting heart rate bpm=heart rate mmt=muscle strength nwb=non weight bearing pwb=partial weight bearing fwb=full weight bearing wbat=weight bearing
  thr=hip replacement tkr=knee replacement tha=hip replacement tka=knee replacement acl=anterior cruciate ligament oa=osteoarthritis htn=hypertension hbp=hypertension
  copd=chronic obstructive pulmonary disease cva=stroke tia=stroke chf=heart failure afib=atrial fibrillation dm=diabetes t1dm=diabetes t2dm=diabetes t2d=diabetes
  t1d=diabetes gdm=gestational diabetes dvt=blood clot md=doctor dds=dentist fp=family doctor pcm=primary care physician clm=claim clms=claim insco=insurance company mship=membership
  rpt=report rpts=report invs=invoice cond=condition conds=condition intol=intolerance fin=finish tob=tobacco alc=alcohol etoh=alcohol circ=circumference chol=cholesterol
  bsl=blood glucose bg=blood glucose veh=vehicle dischg=discharge disch=discharge adm=admission lmp=last menstrual period edd=due date nkda=drug allergies nka=allergy
  ecg=heart trace ekg=heart trace mri=imaging xray=imaging xr=imaging uss=ultrasound addy=address tele=phone interp=interpreter psw=support worker slt=speech therapy
  slp=speech therapy np=nurse practitioner lmc=midwife ohip=provincial health msp=provincial health ramq=provincial health ahcip=provincial health
  nino=national insurance number rmt=massage therapist rtw=return to work wsib=workers compensation wcb=workers compensation cnesst=workers compensation worksafebc=workers compensation
  icbc=motor accident saaq=motor accident ehc=extended health pia=personal injury mvc=motor accident rta=motor accident rtc=motor accident ime=independent medical examination
  faf=functional abilities form sts=sit to stand tug=timed up and go bbs=berg balance scale mwt=minute walk test odi=oswestry disability index ndi=neck disability index lefs=lower extremity functional scale
  psfs=patient specific functional scale mmse=mental state examination moca=cognitive assessment epds=postnatal depression scale nprs=pain scale eva=pain scale vrs=pain scale
  apd=dietitian ahp=allied health professional gpmp=gp management plan tca=team care arrangement cdmp=chronic disease management mhcn=mental health
  atty=attorney attys=attorney warr=warranty batt=battery batts=battery inj=injury ppsn=pps number gynae=gynaecology gest=gestation specials=offers sols=solicitor sol=solicitor sz=size anticoags=anticoagulants pulses=pulse resched=rescheduled rebook=rebooked apprd=approved reqs=required signd=signed nums=number intnl=international
  oop=out of pocket copay=gap payment supv=supervisor emer=emergency gfn=given name nn=nickname aka=nickname pcode=postal code
  addl=additional alt=alternate sib=sibling sibs=sibling dl=driver licence lics=licence yo=years old dxd=diagnosed tbd=unconfirmed
  hba=hba1c a1c=hba1c anaph=anaphylaxis epi=epipen
  equip=equipment dietit=dietitian nutr=nutrition exs=exercise exx=exercise progs=program
  `
    .split(/\n/)
    .flatMap((line) => [...line.matchAll(/([a-z0-9]+)=([^=]*?)(?=\s+[a-z0-9]+=|\s*$)/g)])
    .map(([, short = "", long = ""]) => [short, long.trim()] as const),
);
