package io.moorage.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.moorage.change.Operations;
import io.moorage.change.Writes;
import io.moorage.topology.IpAddress;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Puts the manners in place.
 */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class WebConfiguration implements WebMvcConfigurer {

	private static final String FORMAT = "format";

	private final StrictBodyConverter bodies;

	private final ParameterInterceptor parameters;

	@Override
	public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
		builder.addCustomConverter(this.bodies);
	}

	// A call that has a format takes it before what the caller accepts, and refuses one
	// that it does not know better than a 406 would.
	@Override
	public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
		HeaderContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();
		configurer.strategies(List.of((request) -> (request.getParameter(FORMAT) != null)
				? ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST : header.resolveMediaTypes(request)));
	}

	@Override
	public void addFormatters(FormatterRegistry registry) {
		registry.addConverterFactory(new ExactEnumConverterFactory());
		registry.addConverter(String.class, IpAddress.class, IpAddress::parse);
		if (registry instanceof ConversionService conversions) {
			registry.addConverter(new SingleValueConverter(conversions));
		}
	}

	// Spring puts handlers of one's own behind the one that writes any body.
	@Bean
	static SmartInitializingSingleton handlers(RequestMappingHandlerAdapter adapter, Reads reads, Writes writes,
			Operations operations, JsonMapper mapper) {
		return () -> {
			List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
			handlers.add(new ReadHandler(reads));
			handlers.add(new ChangeHandler(writes, operations, mapper));
			handlers.addAll(Objects.requireNonNull(adapter.getReturnValueHandlers()));
			adapter.setReturnValueHandlers(handlers);
		};
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.parameters);
	}

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/", "/swagger-ui.html");
	}

}
