package io.moorage.outage;

import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;

class UnixOutageTests extends AbstractOutageTests {

	UnixOutageTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine);
	}

}
