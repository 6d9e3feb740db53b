/** What `templates()` of the module gives, see build/core-module.ts. */
declare module "virtual:templates" {
  const templates: import("./model.ts").TemplateInfo[];
  export default templates;
}
