-- Fills a database in sets: people, answers, incidents, files, trail. Runs as the server's own
-- administrator with triggers and foreign keys at rest; every row is as the services write it.
-- :board, :pupils (per school), :incidents (per school), :class_size and :in_the_file are numbers.

set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '128MB';

create temp table name_part as
select
    array['Noor','Sem','Lina','Daan','Yara','Finn','Amina','Bram','Tess','Omar','Fleur','Jens','Sara','Milan','Zoë','Timo'] as given,
    array['Wierhoven','Kadelaar','Zeilbeek','Ankersma','Kreekland','Gorsman','Rietzijl','Veerkamp','Stuwhorn','Boeirade','Loodsmeer','Slikbroek','Meeuwstra','Otterwaard','Touwsteyn','Golfvoort','Mistburcht','Schelpkamp','Briesland'] as family;

create temp table bench_school as
select id, row_number() over (order by id) as no from organisation_school where board_id = :board;

-- Groups and pupils -------------------------------------------------------------------------------
create temp table grp as
select s.id as school_id, g.no, uuidv7() as id
from bench_school s cross join generate_series(1, ceil(:pupils / :class_size.0)::int) g(no);

insert into organisation_group (id, board_id, school_id, name, kind, school_year, year_group)
select id, :board, school_id, 'G' || no, 'home', ':school_year', (1 + no % 6)::text from grp;

create temp table pupil as
select s.id as school_id, p.no, uuidv7() as id, g.id as group_id
from bench_school s
cross join generate_series(1, :pupils) p(no)
join grp g on g.school_id = s.id and g.no = 1 + (p.no - 1) / :class_size;
create index on pupil (school_id, no);

create temp table guardian as
select p.school_id, p.no, p.id as pupil_id, w.which, uuidv7() as id
from pupil p cross join generate_series(1, 2) w(which);
create index on guardian (school_id, no, which);

create temp table staff as
select s.id as school_id, t.no, uuidv7() as id
from bench_school s
cross join generate_series(1, 3 + ceil(:pupils / :class_size.0)::int + 5) t(no);
create index on staff (school_id, no);

insert into people_person (id, board_id, school_ids, given_name, prefix, family_name, birth_date, deceased_on, email, phone, address)
select id, :board, array[school_id], n.given[1 + no % 16], '', n.family[1 + (no / 16) % 19], current_date - 4400 - (no * 37) % 1800, null::date, '', '', 'Vlonderpad ' || no
from pupil, name_part n
union all
select id, :board, array[school_id], n.given[1 + (no + which) % 16], '', n.family[1 + (no / 16) % 19], null::date, null::date, '', '', 'Vlonderpad ' || no
from guardian, name_part n
union all
select id, :board, array[school_id], n.given[1 + no % 16], 'van', n.family[1 + no % 19], null::date, null::date, '', '', ''
from staff, name_part n;

insert into people_enrolment (id, board_id, school_id, group_id, person_id, number, from_on, until_on)
select uuidv7(), :board, school_id, group_id, id, no::text, current_date - 500, null from pupil;

insert into people_guardianship (id, board_id, pupil_id, guardian_id, relation, parental_authority, information_right, from_on, until_on)
select uuidv7(), :board, pupil_id, id, case which when 1 then 'mother' else 'father' end, true, true, current_date - 500, null
from guardian;

insert into people_appointment (id, board_id, school_id, group_id, person_id, role, tie, title, from_on, until_on)
select uuidv7(), :board, t.school_id, g.id, t.id,
    case t.no when 1 then 'head' when 2 then 'administrator' when 3 then 'team_leader'
        else case when g.id is null then 'teacher' else 'mentor' end end,
    'employee', '', current_date - 500, null
from staff t left join grp g on g.school_id = t.school_id and g.no = t.no - 3;

-- Consent: every pupil, every purpose, one answer of the first guardian ----------------------------
insert into consent_answer (id, board_id, school_id, person_id, purpose_id, wording_id, language, choice, given_by_id, capacity, route, given_on, given_at, recorded_at, entered_by_id, evidence_id, submission, needs_check)
select uuidv7(interval '-60 days'), :board, p.school_id, p.id, u.id, w.id, 'nl',
    case when (p.no * 7 + u.position) % 10 < 7 then 'yes' else 'no' end,
    g.id, 'guardian', 'portal', current_date - 60, (current_date - 60)::timestamptz + interval '9 hours',
    (current_date - 60)::timestamptz + interval '9 hours', g.id, null, gen_random_uuid(), false
from pupil p
join guardian g on g.pupil_id = p.id and g.which = 1
join consent_purpose u on u.school_id = p.school_id
join consent_purposewording w on w.purpose_id = u.id
where p.no % 8 <> 0;

-- Incidents, oldest first, spread over a year --------------------------------------------------------
create temp table kind as
select id, row_number() over (order by position) - 1 as no, count(*) over () as many from incidents_incidentkind where board_id = :board;

create temp table inc as
select s.id as school_id, i.no, m.at, uuidv7(m.at - now()) as id, extract(year from m.at)::int as year,
    row_number() over (partition by s.id, extract(year from m.at) order by i.no) as sequence
from bench_school s
cross join generate_series(1, :incidents) i(no)
cross join lateral (select now() - interval '1 hour' - interval '390 days' * (1 - i.no / :incidents.0) as at) m;
create index on inc (school_id, no);

insert into incidents_numberseries (id, board_id, school_id, year, last)
select uuidv7(), :board, school_id, year, max(sequence) from inc group by school_id, year;

insert into incidents_incident (id, board_id, school_id, status, status_since, year, sequence, kind_id, reporter_id, reported_as, reported_at, happened_on, happened_time, time_known, places, platform, platform_name, channel, school_related, facts, what_done, urgent, provision_unknown, handler_id, outcome, submission)
select i.id, :board, i.school_id,
    case i.no % 10 when 0 then 'reported' when 1 then 'taken_up' else 'settled' end, i.at,
    i.year, i.sequence, case when i.no % 10 = 0 then null else k.id end, r.id, 'staff', i.at, i.at::date, null, 'unknown',
    array['online'], 'whatsapp', '', 'direct_group', 'school',
    'In de groepsapp staan al dagen vervelende berichten. De mentor sprak met beiden en belde naar huis.',
    array['talked'], i.no % 20 = 0, false, case when i.no % 10 = 0 then null else h.id end,
    case when i.no % 10 < 2 then '' else 'talk' end, gen_random_uuid()
from inc i
join staff r on r.school_id = i.school_id and r.no = 4 + i.no % 6
join staff h on h.school_id = i.school_id and h.no = 3
join kind k on k.no = i.no % k.many;

create temp table party as
select i.id as incident_id, i.school_id, i.at, p.id as person_id, 0 as position, 'maker' as part
from inc i
join pupil p on p.school_id = i.school_id
    and p.no = case when i.no > :incidents - :in_the_file then 1 else 2 + (i.no * 7) % (:pupils - 1) end
union all
select i.id, i.school_id, i.at, p.id, 1, 'target'
from inc i
join pupil p on p.school_id = i.school_id and p.no = 2 + (i.no * 7 + 3) % (:pupils - 1);

insert into incidents_involvedparty (id, board_id, school_id, incident_id, kind, part, person_id, ward_id, named, fake_claim, position)
select uuidv7(at - now()), :board, school_id, incident_id, 'pupil', part, person_id, null, '', '', position from party;

insert into dossiers_dossierentry (id, board_id, school_id, person_id, room, source, source_id, kind, part, author_id, happened_at, entered_at, entered_by_id, retention)
select uuidv7(at - now()), :board, school_id, person_id, 'pupil', 'incidents.incident', incident_id, 'report', part, null, at, at, null, 'pupil_file' from party;

create temp table cited as
select distinct on (v.school_id) v.school_id, p.id, p.text, v.number, v.title
from protocols_provision p join protocols_codeversion v on v.id = p.version_id
where v.board_id = :board and v.status = 'in_force' and p.text like 'Pesten, dreigen%';

insert into incidents_incidentprovision (id, board_id, school_id, incident_id, provision_id, label, words, title, version_number, cited_by_id, cited_at)
select uuidv7(i.at - now()), :board, i.school_id, i.id, c.id, 'III.A.5', c.text, c.title, c.number, r.id, i.at
from inc i
join cited c on c.school_id = i.school_id
join staff r on r.school_id = i.school_id and r.no = 4 + i.no % 6;

-- The trail: two lines per incident ------------------------------------------------------------------
insert into audit_event (id, board_id, school_id, at, kind, name, actor_id, actor_name, actor_role, about_type, about_id, person_ids, facts, digest)
select uuidv7(i.at - now()), :board, i.school_id, i.at, 'change', e.name, r.id, 'Lina van Kadelaar', 'leerkracht of docent',
    'incidents.incident', i.id::text, '{}', '{}', decode(md5(i.id::text || e.name) || md5(i.id::text), 'hex')
from inc i
join staff r on r.school_id = i.school_id and r.no = 4 + i.no % 6
cross join (values ('incident.report'), ('incident.take_up')) e(name)
where e.name = 'incident.report' or i.no % 10 > 0;

set session_replication_role = origin;
