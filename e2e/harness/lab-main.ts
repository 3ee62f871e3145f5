import { openLabServer } from "./call-lab.ts";

/** A laboratory's server in a process of its own, which can be killed: `lab-main.ts <http port, 0 = any>`. */
const { url } = await openLabServer({ httpPort: Number(process.argv[2]) });
process.send?.(url);
