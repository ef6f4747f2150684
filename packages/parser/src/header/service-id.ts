/** A service: P-Asserted-Service, P-Preferred-Service. RFC 6050 §4.4. */
export class ServiceId {
  /** As written: `urn:urn-7:3gpp-service.ims.icsi.mmtel` */
  readonly urn: string;

  constructor(urn: string) {
    this.urn = urn;
  }

  /** The service and the services within it: `3gpp-service`, `ims`, `icsi`, `mmtel`. */
  get names(): readonly string[] {
    return this.urn.slice('urn:urn-7:'.length).split('.');
  }
}
