export { CallWithChat } from "./call-place.tsx";
export { DiscussionPane } from "./discussion-pane.tsx";
export { Discussions } from "./discussions.tsx";
