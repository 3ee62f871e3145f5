declare module "*.module.css" {
  const classes: { readonly [className: string]: string };
  // oxlint-disable-next-line import/no-default-export -- the shape the bundler gives
  export default classes;
}
declare module "*.css";
declare module "@fontsource-variable/inter";
