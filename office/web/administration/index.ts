import { lazy } from "react";

export const AdministrationPage = lazy(async () => ({ default: (await import("./administration-page.tsx")).AdministrationPage }));
export const TechnicianPage = lazy(async () => ({ default: (await import("./technician-page.tsx")).TechnicianPage }));
export const UsersPage = lazy(async () => ({ default: (await import("./users-page.tsx")).UsersPage }));
export const DepartmentsPage = lazy(async () => ({ default: (await import("./departments-page.tsx")).DepartmentsPage }));
export const MailboxPage = lazy(async () => ({ default: (await import("./mailbox-page.tsx")).MailboxPage }));
export const HealthPage = lazy(async () => ({ default: (await import("./health-page.tsx")).HealthPage }));
