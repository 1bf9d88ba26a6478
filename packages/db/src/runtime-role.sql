-- The role the product runs as: no ownership, no BYPASSRLS.
do $$ begin
  if not exists (select from pg_roles where rolname = 'flit_app') then
    create role flit_app login nosuperuser nobypassrls;
  end if;
end $$;
grant usage on schema public to flit_app;
grant select, insert, update, delete on all tables in schema public to flit_app;
grant usage, select on all sequences in schema public to flit_app;
revoke update, delete, truncate on audit_event, action_event from flit_app;
revoke all on _prisma_migrations from flit_app;
