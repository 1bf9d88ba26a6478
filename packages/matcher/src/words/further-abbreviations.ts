/** More short forms of clinics and of everyday speech, in the form of `abbreviations`. */
export const furtherAbbreviations: ReadonlyMap<string, string> = new Map(
  `
  ciggies=smoking cigs=smoking ciggie=smoking bub=baby bubs=baby bubba=baby poo=stool poos=stool wee=urine loo=toilet vits=vitamins pics=photos pic=photo rellies=relatives conc=concession sthn=southern mwc=manual wheelchair
  pwc=power wheelchair wf=walking frame slr=straight leg raise hads=hospital anxiety depression scale orthoses=orthotic type recs=recommendations mx=management wdx=working diagnosis ddx=differential ocp=contraceptive
  iud=contraceptive preop=before surgery postop=after surgery amps=amputation cuz=cousin aunty=aunt bro=brother sis=sister brekky=breakfast arvo=afternoon docs=documents doc=doctor chiro=chiropractic osteo=osteopathy
  acu=acupuncture remedial=massage nurs=nursing orthop=orthopaedic rheum=rheumatology neuro=neurological cardio=cardiac gastro=gastrointestinal derm=skin onc=oncology gyn=gynaecology obs=obstetric paedi=paediatric
  bmd=bone density dexa=bone density ppm=pacemaker doac=anticoagulants noac=anticoagulants thinners=blood thinners ibs=irritable bowel gord=reflux gerd=reflux cfs=chronic fatigue fibro=fibromyalgia crps=complex regional pain
  adhd=attention deficit ocd=obsessive compulsive bpd=personality disorder mdd=depression gad=gad si=suicidal sh=self harm dv=family violence fdv=family violence ipv=family violence aod=alcohol drugs
  ncf=national claim form idp=identification rto=registered training wfh=working home lwop=leave cos=coordinator supports ndiscos=support coordinator lacs=local area coordinator sda=specialist disability accommodation
  rac=aged care facility ilu=retirement village acfi=aged care funding an-acc=aged care funding hcpl=home care package sah=support home chsp=commonwealth home support racf=aged care facility rcf=aged care facility
  keysafe=key safe lockbox=key safe carpark=parking resus=resuscitation dnr=resuscitation acd=advance care directive acp=advance care plan ahd=advance health directive
  hapu=pregnant whanau=family mahi=work kura=school hauora=health tamariki=child rangatahi=youth kaumatua=elder waea=phone imera=email ingoa=name
  supp=supplement supps=supplements prescr=prescription rpts=reports quals=qualification cpd=training ndisno=ndis number medno=medicare number dvano=dva number crno=customer reference claimno=claim number
  polno=policy number memno=member number refno=reference number acctno=account number phno=phone number mobno=mobile phone faxno=fax number ctcno=contact number invno=invoice number caseno=case number
  ests=estimate est=estimate est'd=established educ=education restr=restriction restrs=restrictions limits=limit mods=modifications modif=modification equipmt=equipment prov'd=provided dtls=details dets=details wrk=work
  exer=exercise xs=excess exc=excess spk=speak lv=leave msgs=messages rem=reminder rems=reminders rmdr=reminder sec=seconds secs=seconds sz=size lgth=length wdth=width len=length wid=width circum=circumference
  opr=operation ops=operations prem=premature neonat=newborn antenat=antenatal postnat=postnatal perinat=perinatal ivf=fertility treatment ttc=trying to conceive bfing=breastfeeding nvd=vaginal delivery lscs=caesarean csection=caesarean
  csect=caesarean vbac=vaginal birth after caesarean pnd=postnatal depression pgp=pelvic girdle pain pfm=pelvic floor muscle pfx=pelvic floor exercises sui=stress incontinence uui=urge incontinence oab=overactive bladder
  hav=bunion itn=ingrown toenail pf=plantar fasciitis dfu=foot ulcer pvd=peripheral vascular disease pad=peripheral arterial disease abpi=ankle brachial pressure index tbpi=toe pressure index npr=neuropathy
  hvla=manipulation hvt=manipulation mob=mobile phone mobs=mobilisation stm=soft tissue sij=sacroiliac itb=iliotibial band rotc=rotator cuff rc=rotator cuff mcl=medial collateral ligament pcl=posterior cruciate ligament
  solr=solicitor sendco=senco phn=public health nurse piab=injuries board irb=injuries resolution board lti=long term illness dps=drugs payment scheme gms=medical card salt=speech therapy gpccmp=chronic disease management pmi=private medical insurance phi=private health insurance
  epcs=cdm visits pk=pack segs=segments seg=segments adj=adjusted cons=consultant chol=cholesterol cc=presenting complaint ntd=nominated treating doctor mem=member nprs=pain epoa=power of attorney sdm=substitute decision maker
  abi=ankle brachial pressure index kinder=kindergarten prac=practitioner lsa=learning support assistant upn=unique pupil number edpsych=educational psychologist ed=education
  phq=phq gad7=gad7 dass=dass k10=k10 cgas=children global assessment core=core iesr=impact events pcl5=pcl5 audit=audit srs=session rating ors=outcome rating
  `
    .split(/\n/)
    .flatMap((line) => [...line.matchAll(/([a-z0-9]+)=([^=]*?)(?=\s+[^\s=]+=|\s*$)/g)])
    .map(([, short = "", long = ""]) => [short, long.trim()] as const),
);
