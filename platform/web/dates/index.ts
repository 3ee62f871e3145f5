export { DateField } from "./date-field.tsx";
export { useDateFault } from "./fault.ts";
