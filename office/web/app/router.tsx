import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import type { AnyRoute, RouteComponent } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { getMe, getSetup } from "@veche/office-domain/directory";
import { callRoute, routeKey } from "@veche/web/query";
import { AdministrationPage, DepartmentsPage, HealthPage, MailboxPage, TechnicianPage, UsersPage } from "../administration/index.ts";
import { CollaborationSystemPage, DiscussionsPage, ServicesPage } from "../collaboration/index.ts";
import { DocumentListPage, DocumentPage, NewDocumentPage } from "../documents/index.ts";
import { HomePage } from "../home/index.ts";
import { JournalPage, RegistersPage } from "../registration/index.ts";
import { isSessionEnd, LoginPage } from "../session/index.ts";
import { SetupPage } from "../setup/index.ts";
import { People } from "./people.tsx";
import { Settings } from "./settings.tsx";
import { Failed, FailedWhole, Frame, NotFound, Starting } from "./frame.tsx";

interface Context {
  readonly client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, errorComponent: FailedWhole });

/** An empty or filling installation is set up before anybody can sign in. */
async function requireSetup({ client }: Context): Promise<void> {
  const setup = await client.ensureQueryData({ queryKey: routeKey(getSetup, {}), queryFn: () => callRoute(getSetup, {}) });
  if (setup.state !== "ready") throw redirect({ to: "/setup" });
}

/** Everything inside the frame is for signed-in people; the others sign in and come back to where they wanted. */
async function requireMe(context: Context, href: string): Promise<void> {
  try {
    await context.client.ensureQueryData({ queryKey: routeKey(getMe, {}), queryFn: () => callRoute(getMe, {}) });
  } catch (error) {
    if (!isSessionEnd(error)) throw error;
    await requireSetup(context);
    throw redirect({ to: "/login", search: href === "/" ? {} : { next: href } });
  }
}

const setup = createRoute({ getParentRoute: () => root, path: "/setup", component: SetupPage, errorComponent: FailedWhole });
const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  component: LoginPage,
  errorComponent: FailedWhole,
  beforeLoad: ({ context }) => requireSetup(context),
});
const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  component: Frame,
  errorComponent: FailedWhole,
  beforeLoad: ({ context, location }) => requireMe(context, location.href),
});

const page = (path: string, component: RouteComponent): AnyRoute =>
  createRoute({ getParentRoute: () => frame, path, component }) as AnyRoute;

const pages = [
  page("/", HomePage),
  page("/discussions", DiscussionsPage),
  page("/discussions/$conversationId", DiscussionsPage),
  page("/documents", DocumentListPage),
  page("/documents/new", NewDocumentPage),
  page("/documents/$documentId", DocumentPage),
  page("/registers", RegistersPage),
  page("/registers/$registerId", JournalPage),
  page("/people", People),
  page("/people/$personId", People),
  page("/settings", Settings),
  page("/settings/$part", Settings),
  page("/administration", AdministrationPage),
  page("/administration/services", ServicesPage),
  page("/administration/users", UsersPage),
  page("/administration/departments", DepartmentsPage),
  page("/administration/mailbox", MailboxPage),
  page("/administration/health", HealthPage),
  page("/technician", TechnicianPage),
  page("/technician/collaboration", CollaborationSystemPage),
  page("$", NotFound),
];

/** All places of the office. Parts of a place (filters, the chosen row) stand in the query, so every view has an address. */
export function createOfficeRouter(client: QueryClient): ReturnType<typeof createRouter> {
  return createRouter({
    routeTree: root.addChildren([setup, login, frame.addChildren(pages)]),
    context: { client },
    defaultPendingComponent: Starting,
    defaultErrorComponent: Failed,
    defaultPreload: false,
  }) as unknown as ReturnType<typeof createRouter>;
}
